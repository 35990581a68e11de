package io.migretti.boot.actuate;

import io.migretti.Migretti;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** The engines of an application: those of its context and of the contexts above. */
final class Engines {

    private Engines() {}

    /** By bean name. Where a context above uses a name again, its own id comes before the name. */
    static Map<String, Migretti> of(ApplicationContext context) {
        Map<String, Migretti> engines = new LinkedHashMap<>();
        for (ApplicationContext each = context; each != null; each = each.getParent()) {
            String id = id(each);
            in(each).forEach((name, engine) ->
                    engines.putIfAbsent(engines.containsKey(name) ? id + ":" + name : name, engine));
        }
        return engines;
    }

    /** Those of this context alone; without a double that a test puts in their place, which has nothing to tell. */
    static Map<String, Migretti> in(ApplicationContext context) {
        Map<String, Migretti> engines = new LinkedHashMap<>(context.getBeansOfType(Migretti.class));
        engines.values().removeIf(engine -> engine.environment() == null);
        return engines;
    }

    static String id(ApplicationContext context) {
        String id = context.getId();
        return id == null ? "" : id;
    }
}
