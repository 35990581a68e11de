package io.migretti.boot.autoconfigure;

import io.migretti.boot.event.MigrettiApplicationEvent;
import io.migretti.boot.event.MigrettiCompletedEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * The listeners of a context that is still being refreshed, found once. Whether one is concerned is decided by the event
 * type that it declares, so that no other bean is instantiated.
 */
final class EarlyListeners {

    private final ConfigurableApplicationContext context;
    private final ConfigurableListableBeanFactory beans;
    private final List<Candidate> candidates = new ArrayList<>();

    private EarlyListeners(ConfigurableApplicationContext context) {
        this.context = context;
        this.beans = context.getBeanFactory();
    }

    /** One bean or method, and the types of events that it declares. */
    private record Candidate(ApplicationListener<?> listener, List<Class<?>> types) {
        boolean concerns(MigrettiApplicationEvent event) {
            return types.stream().anyMatch(type -> type.isInstance(event));
        }
    }

    /** @throws MigrettiConfigurationException if one cannot be called, or not be created, as early as this */
    static EarlyListeners in(ConfigurableApplicationContext context) {
        EarlyListeners listeners = new EarlyListeners(context);
        listeners.find();
        return listeners;
    }

    private void find() {
        for (String name : beans.getBeanNamesForType(ApplicationListener.class, true, false)) {
            List<Class<?>> types = types(name);
            if (!types.isEmpty()) {
                candidates.add(new Candidate(bean(name, ApplicationListener.class), types));
            }
        }
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            methods(name).forEach(candidates::add);
        }
    }

    /** In the order in which they are to be called. */
    List<ApplicationListener<?>> of(MigrettiApplicationEvent event) {
        List<ApplicationListener<?>> listeners = new ArrayList<>();
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Candidate candidate : candidates) {
            if (candidate.concerns(event)) {
                known.add(target(candidate.listener()));
                listeners.add(candidate.listener());
            }
        }
        // Those that were added to the application or the context; and once more the beans that exist already.
        if (context instanceof AbstractApplicationContext open) {
            for (ApplicationListener<?> listener : open.getApplicationListeners()) {
                if (type(ResolvableType.forClass(AopUtils.getTargetClass(listener)))
                                .anyMatch(type -> type.isInstance(event))
                        && known.add(target(listener))) {
                    listeners.add(listener);
                }
            }
        }
        AnnotationAwareOrderComparator.sort(listeners);
        return listeners;
    }

    /** By what its class says; and its definition, for a lambda's class says nothing, but its factory method may. */
    private List<Class<?>> types(String name) {
        Class<?> type = beans.getType(name, false);
        return Stream.concat(
                        type == null ? Stream.empty() : type(ResolvableType.forClass(type)),
                        beans.containsBeanDefinition(name)
                                ? type(beans.getMergedBeanDefinition(name).getResolvableType())
                                : Stream.empty())
                .toList();
    }

    private static Stream<Class<?>> type(ResolvableType listener) {
        Class<?> declared = listener.as(ApplicationListener.class).getGeneric().resolve();
        return declared != null && isEarly(declared) ? Stream.of(declared) : Stream.empty();
    }

    private static boolean isEarly(Class<?> declared) {
        return MigrettiApplicationEvent.class.isAssignableFrom(declared) && declared != MigrettiCompletedEvent.class;
    }

    private static Object target(Object listener) {
        Object target = AopProxyUtils.getSingletonTarget(listener);
        return target == null ? listener : target;
    }

    private <T> T bean(String name, Class<T> type) {
        return EarlyBeans.create(() -> beans.getBean(name, type));
    }

    private Stream<Candidate> methods(String name) {
        Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : targetClass(name);
        if (type == null
                || type.getName().startsWith("org.springframework.")
                || !AnnotationUtils.isCandidateClass(type, EventListener.class)) {
            return Stream.empty();
        }
        Map<Method, EventListener> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<EventListener>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class));
        return methods.entrySet().stream()
                // It waits for the end of a transaction, and there is none.
                .filter(entry -> !MergedAnnotations.from(entry.getKey())
                        .isPresent("org.springframework.transaction.event.TransactionalEventListener"))
                .flatMap(entry -> method(name, type, entry.getKey(), entry.getValue()).stream());
    }

    private Optional<Candidate> method(String name, Class<?> type, Method method, EventListener annotation) {
        List<Class<?>> types =
                eventTypes(method, annotation).filter(EarlyListeners::isEarly).toList();
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(new Candidate(listener(name, type, method, annotation), types));
    }

    /** The class behind a proxy; never by creating a factory bean, as {@link AutoProxyUtils} would. */
    private @Nullable Class<?> targetClass(String name) {
        String actual = ScopedProxyUtils.getTargetBeanName(name);
        String source = beans.containsBeanDefinition(actual) ? actual : name;
        if (beans.containsBeanDefinition(source)) {
            BeanDefinition definition = beans.getMergedBeanDefinition(source);
            if (definition.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE) instanceof Class<?> target) {
                return target;
            }
        }
        return beans.getType(source, false);
    }

    private static Stream<Class<?>> eventTypes(Method method, EventListener annotation) {
        return annotation.classes().length > 0
                ? Stream.of(annotation.classes())
                : Stream.of(method.getParameterTypes()).limit(1);
    }

    private ApplicationListener<?> listener(String name, Class<?> type, Method method, EventListener annotation) {
        String complaint = !annotation.condition().isEmpty()
                ? "its condition cannot be evaluated"
                : method.getReturnType() != void.class ? "what it returns cannot be published" : "";
        if (!complaint.isEmpty()) {
            throw new MigrettiConfigurationException(
                    "`" + ClassUtils.getUserClass(type).getName() + "." + method.getName()
                            + "` listens to an event from before the application is ready, when " + complaint,
                    "let the method decide itself what to do and return nothing, or listen to MigrettiCompletedEvent");
        }
        Object bean = bean(name, Object.class);
        return new MethodListener(name, type, AopUtils.selectInvocableMethod(method, bean.getClass()), bean);
    }

    /** Spring's own, with the bean given: its way to ask for one is open to Spring only. */
    private static final class MethodListener extends ApplicationListenerMethodAdapter {

        private final Object bean;

        MethodListener(String name, Class<?> type, Method method, Object bean) {
            super(name, type, method);
            this.bean = bean;
        }

        @Override
        protected Object getTargetBean() {
            return bean;
        }
    }
}
