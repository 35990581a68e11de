package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiRuns;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has every engine report its runs, also one that the application builds itself. */
final class MigrettiWatch implements BeanPostProcessor {

    private final ObjectProvider<MigrettiRuns> runs;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    MigrettiWatch(ObjectProvider<MigrettiRuns> runs) {
        this.runs = runs;
    }

    /** Before others, such as a test that spies on the engine, put something of theirs in its place. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (!(bean instanceof Migretti engine)) {
            return bean;
        }
        watched.add(name);
        return watch(name, engine);
    }

    /** What a factory bean has made is shown here only. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Migretti engine && !watched.contains(name) ? watch(name, engine) : bean;
    }

    private Migretti watch(String name, Migretti engine) {
        return runs.getObject().watch(name, engine);
    }
}
