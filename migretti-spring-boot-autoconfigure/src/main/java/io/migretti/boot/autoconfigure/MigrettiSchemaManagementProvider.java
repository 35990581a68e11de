package io.migretti.boot.autoconfigure;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/** Tells JPA that the schema behind a DataSource is the business of migrations, so that Hibernate does not create it. */
final class MigrettiSchemaManagementProvider implements SchemaManagementProvider {

    private final ObjectProvider<Engines> engines;

    MigrettiSchemaManagementProvider(ObjectProvider<Engines> engines) {
        this.engines = engines;
    }

    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        DataSource asked = DataSourceUnwrapper.unwrapRoot(dataSource);
        return engines.stream()
                        .flatMap(each -> each.built().stream())
                        .flatMap(engine -> engine.database().application().stream())
                        .anyMatch(migrated -> DataSourceUnwrapper.unwrapRoot(migrated) == asked)
                ? SchemaManagement.MANAGED
                : SchemaManagement.UNMANAGED;
    }
}
