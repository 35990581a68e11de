package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Defines the bean of each instance's engine. */
final class EngineRegistrar implements ImportBeanDefinitionRegistrar {

    static final String ENGINES = "migrettiEngines";

    private final Environment environment;

    EngineRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        List<Instance> instances = Instance.of(environment);
        for (Instance instance : instances) {
            RootBeanDefinition definition = new RootBeanDefinition();
            definition.setTargetType(Migretti.class);
            definition.setFactoryBeanName(ENGINES);
            definition.setFactoryMethodName("create");
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, instance.name());
            definition.setPrimary(instance.isSingle() && instances.size() > 1);
            registry.registerBeanDefinition(instance.beanName(), definition);
        }
    }
}
