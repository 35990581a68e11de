package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has every engine report its runs, also one that the application builds itself. */
final class MigrettiWatch implements BeanPostProcessor {

    private final ObjectProvider<MigrettiRuns> runs;

    MigrettiWatch(ObjectProvider<MigrettiRuns> runs) {
        this.runs = runs;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Migretti engine ? runs.getObject().watch(name, engine) : bean;
    }
}
