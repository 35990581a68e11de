package io.migretti.boot.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the {@code DataSource} bean that migrations go to, before any other way to choose one. Define it with
 * {@code @Bean(defaultCandidate = false)}, so that the rest of the application does not see it.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface MigrettiDataSource {

    /** The instance under {@code migretti.instances} that it is for; {@code migretti} is the one without. */
    String value() default "migretti";
}
