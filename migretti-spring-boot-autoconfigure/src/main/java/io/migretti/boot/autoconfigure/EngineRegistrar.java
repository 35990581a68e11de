package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.ConstructorArgumentValues;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Defines the engine of each instance, unless the application defines its own, and for each engine, whoever has defined
 * it, the {@link MigrettiInitializer} that has it applied. Here and not by annotations, because Spring's reading and
 * judging of those would be most of what a start with nothing pending takes.
 */
final class EngineRegistrar implements ImportBeanDefinitionRegistrar {

    static final String EARLY_START = "migrettiEarlyStart";
    static final String EVENT_DELIVERY = "migrettiEventDelivery";

    static final String ENGINES = "migrettiEngines";

    private static final String SCHEMA_MANAGEMENT_PROVIDER = "migrettiSchemaManagementProvider";

    private final Environment environment;
    private final ConfigurableListableBeanFactory beans;
    private final ClassLoader classes;
    private final ResourceLoader context;

    EngineRegistrar(Environment environment, BeanFactory beans, ClassLoader classes, ResourceLoader context) {
        this.environment = environment;
        this.beans = (ConfigurableListableBeanFactory) beans;
        this.classes = classes;
        this.context = context;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        leaveAlone(metadata.getClassName(), registry);
        new DatabaseInitializationDependencyConfigurer().registerBeanDefinitions(metadata, registry);
        ConfigurationPropertiesBindingPostProcessor.register(registry);
        String properties = "migretti-" + MigrettiProperties.class.getName();
        if (!registry.containsBeanDefinition(properties)) { // an application may enable them itself
            registry.registerBeanDefinition(
                    properties, whenAsked(made("migrettiProperties", MigrettiProperties.class)));
        }
        if (isBuildTime() || Keys.mayBeBelow(Instance.ROOT, environment)) {
            registry.registerBeanDefinition(
                    "migrettiBindFailures",
                    made("migrettiBindFailures", ConfigurationPropertiesBindHandlerAdvisor.class));
        }
        List<Instance> instances = Instance.of(environment);
        // Of the application. A search through all beans, made once if there is none.
        boolean hasOwn = isDefined(Migretti.class, beans);
        ConditionOutcome engines = hasOwn && isReplaced() ? replaced() : engines(registry, instances);
        ConditionEvaluationReport.get(beans)
                .recordConditionEvaluation(
                        MigrettiAutoConfiguration.class.getName() + "#" + ENGINES, new OnDatabase(), engines);
        if (!hasOwn && !engines.isMatch()) {
            return;
        }
        List<String> names = hasOwn
                ? List.of(beans.getBeanNamesForType(Migretti.class, true, false))
                : Instance.beanNames(instances);
        String[] initializers = new String[names.size()];
        for (int i = 0; i < initializers.length; i++) {
            initializers[i] = names.get(i) + "Initializer";
            registry.registerBeanDefinition(initializers[i], initializer(names.get(i), instances));
        }
        registry.registerBeanDefinition(EVENT_DELIVERY, made(EVENT_DELIVERY, MigrettiEventDelivery.class));
        if (beans.getApplicationStartup() != ApplicationStartup.DEFAULT) {
            WatchRegistrar.register(beans, registry);
        }
        RootBeanDefinition earlyStart = made(EARLY_START, MigrettiEarlyStart.class);
        earlyStart.getConstructorArgumentValues().addIndexedArgumentValue(0, initializers);
        registry.registerBeanDefinition(EARLY_START, earlyStart);
        registry.registerBeanDefinition(
                SCHEMA_MANAGEMENT_PROVIDER,
                whenAsked(made(SCHEMA_MANAGEMENT_PROVIDER, SchemaManagementProvider.class)));
        if (context instanceof ConfigurableApplicationContext here) {
            make(here, instances, initializers);
        }
    }

    /**
     * What is sure to be needed, past Spring, which would read the annotations of each for what it may be given and for the
     * advice that it may get. An application that was processed ahead of time has the definitions alone.
     */
    private void make(ConfigurableApplicationContext here, List<Instance> instances, String[] initializers) {
        if (beans.containsBeanDefinition(ENGINES)) {
            beans.registerSingleton(ENGINES, new Engines(here, instances));
        }
        beans.registerSingleton(EVENT_DELIVERY, new MigrettiEventDelivery(here, beans.getBeanProvider(Migretti.class)));
        beans.registerSingleton(EARLY_START, new MigrettiEarlyStart(initializers));
    }

    /** All methods of the auto-configuration are static: it is never needed as a bean, nor to be searched for listeners. */
    private static void leaveAlone(String autoConfiguration, BeanDefinitionRegistry registry) {
        if (registry.containsBeanDefinition(autoConfiguration)) {
            BeanDefinition definition = registry.getBeanDefinition(autoConfiguration);
            definition.setLazyInit(true);
            leaveUnread(definition);
        }
    }

    /** In this context or in one above. */
    static boolean isDefined(Class<?> type, ListableBeanFactory beans) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }

    /** The same for a type that an application need not have. */
    static boolean isDefined(String type, @Nullable ClassLoader classes, ListableBeanFactory beans) {
        return ClassUtils.isPresent(type, classes) && isDefined(ClassUtils.resolveClassName(type, classes), beans);
    }

    /** With ahead-of-time processing the beans are defined before it is known which keys a start will have. */
    private static boolean isBuildTime() {
        return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING);
    }

    /** An application that defines its own has it applied all the same. */
    private static ConditionOutcome replaced() {
        return ConditionOutcome.noMatch(ConditionMessage.forCondition("no engine of the application's own")
                .because("there is a bean of type " + Migretti.class.getName()));
    }

    /** As {@code @ConditionalOnMissingBean} sees it: one that is not injected for its type alone replaces nothing. */
    private boolean isReplaced() {
        for (BeanFactory each = beans;
                each instanceof ConfigurableListableBeanFactory factory;
                each = factory.getParentBeanFactory()) {
            for (String name : factory.getBeanNamesForType(Migretti.class, true, false)) {
                if (!factory.containsBeanDefinition(name) || isInjected(factory.getBeanDefinition(name))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isInjected(BeanDefinition engine) {
        return engine.isAutowireCandidate()
                && (!(engine instanceof AbstractBeanDefinition definition) || definition.isDefaultCandidate());
    }

    private ConditionOutcome engines(BeanDefinitionRegistry registry, List<Instance> instances) {
        ConditionOutcome database = OnDatabase.outcome(beans, environment, classes);
        if (database.isMatch()) {
            registry.registerBeanDefinition(ENGINES, made(ENGINES, Engines.class));
            for (Instance instance : instances) {
                RootBeanDefinition engine = new RootBeanDefinition();
                engine.setTargetType(Migretti.class);
                engine.setFactoryBeanName(ENGINES);
                engine.setFactoryMethodName("create");
                engine.getConstructorArgumentValues().addIndexedArgumentValue(0, instance.name());
                leaveUnread(engine);
                engine.setPrimary(instance.isSingle() && instances.size() > 1);
                registry.registerBeanDefinition(instance.beanName(), engine);
            }
        }
        return database;
    }

    private static RootBeanDefinition initializer(String engine, List<Instance> instances) {
        RootBeanDefinition initializer = made("migrettiInitializer", MigrettiInitializer.class);
        ConstructorArgumentValues arguments = initializer.getConstructorArgumentValues();
        arguments.addIndexedArgumentValue(0, engine);
        arguments.addIndexedArgumentValue(1, instance(engine, instances));
        return initializer;
    }

    /** There is no {@code @EventListener} in it; looking for one would load every class that its methods name. */
    private static void leaveUnread(BeanDefinition definition) {
        definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
    }

    private static String instance(String engine, List<Instance> instances) {
        for (Instance each : instances) {
            if (each.beanName().equals(engine)) {
                return each.name();
            }
        }
        return Instance.SINGLE.name();
    }

    private static RootBeanDefinition made(String method, Class<?> type) {
        return made(MigrettiAutoConfiguration.class, method, type);
    }

    /** By a static method, and without listeners for events. */
    static RootBeanDefinition made(Class<?> by, String method, Class<?> type) {
        RootBeanDefinition definition = new RootBeanDefinition(by);
        definition.setTargetType(type);
        definition.setFactoryMethodName(method);
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        leaveUnread(definition);
        return definition;
    }

    private static RootBeanDefinition whenAsked(RootBeanDefinition definition) {
        definition.setLazyInit(true);
        return definition;
    }
}
