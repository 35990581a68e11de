package io.migretti.embedded;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes and drops databases; the stores of JUnit close what implements {@link AutoCloseable}. */
final class PostgresExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    PostgresExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServer server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TestServer.class, type -> TestServer.shared(), TestServer.class);
        // Stores look into their parents; with the id in the key a method never gets the database of @BeforeAll.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(context.getUniqueId(), id -> server.newDatabase(), TestDatabase.class);
    }

    /** With a constructor parameter too, the database is the test method's own. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }
}
