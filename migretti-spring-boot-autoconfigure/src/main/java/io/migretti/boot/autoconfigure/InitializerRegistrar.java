package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Defines a {@link MigrettiInitializer} for each engine, those that the application defines itself included. */
final class InitializerRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;
    private final ListableBeanFactory beans;

    InitializerRegistrar(Environment environment, org.springframework.beans.factory.BeanFactory beans) {
        this.environment = environment;
        this.beans = (ListableBeanFactory) beans;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        for (String engine : beans.getBeanNamesForType(Migretti.class, true, false)) {
            String instance = Instance.of(environment).stream()
                    .filter(each -> each.beanName().equals(engine))
                    .findFirst()
                    .orElse(Instance.SINGLE)
                    .name();
            RootBeanDefinition definition = new RootBeanDefinition(MigrettiAutoConfiguration.class);
            definition.setTargetType(MigrettiInitializer.class);
            definition.setFactoryMethodName("migrettiInitializer");
            definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(engine));
            definition.getConstructorArgumentValues().addIndexedArgumentValue(1, instance);
            registry.registerBeanDefinition(engine + "Initializer", definition);
        }
    }
}
