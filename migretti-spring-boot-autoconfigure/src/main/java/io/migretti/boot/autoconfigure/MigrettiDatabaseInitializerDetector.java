package io.migretti.boot.autoconfigure;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Makes beans that use the database (JdbcTemplate, EntityManagerFactory, …) depend on the migrations. */
final class MigrettiDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrettiInitializer.class);
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
