package io.migretti.boot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;

/** Makes beans that use the database (JdbcTemplate, EntityManagerFactory, …) depend on the migrations. */
final class MigrettiDatabaseInitializerDetector implements DatabaseInitializerDetector {

    /** By their definitions; a search by type would ask each bean. */
    @Override
    public Set<String> detect(ConfigurableListableBeanFactory beans) {
        Set<String> initializers = new LinkedHashSet<>();
        for (String name : beans.getBeanDefinitionNames()) {
            if (EngineRegistrar.isInitializer(beans.getBeanDefinition(name))) {
                initializers.add(name);
            }
        }
        return initializers;
    }

    /**
     * Behind JPA's, which has 0: initialisers depend on those of the detectors before theirs, and with
     * {@code spring.jpa.defer-datasource-initialization} ours is told to depend on JPA's as well.
     */
    @Override
    public int getOrder() {
        return 1;
    }
}
