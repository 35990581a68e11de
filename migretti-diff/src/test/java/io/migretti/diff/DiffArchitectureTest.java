package io.migretti.diff;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Nouns are public and pure; what reads a catalog is hidden in the root package. */
@AnalyzeClasses(packages = "io.migretti.diff", importOptions = ImportOption.DoNotIncludeTests.class)
class DiffArchitectureTest {

    @ArchTest
    static final ArchRule schemasAndPlansKnowNoDatabase = noClasses()
            .that()
            .resideInAnyPackage("io.migretti.diff.schema", "io.migretti.diff.plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.slf4j..");

    @ArchTest
    static final ArchRule schemaDependsOnNothing = mayOnlyUse("io.migretti.diff.schema");

    @ArchTest
    static final ArchRule planDependsOnSchema = mayOnlyUse("io.migretti.diff.plan", "io.migretti.diff.schema");

    @ArchTest
    static final ArchRule whatReadsACatalogIsHidden = classes()
            .that()
            .haveSimpleNameEndingWith("Rows")
            .or()
            .haveSimpleNameStartingWith("Catalog")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    private static ArchRule mayOnlyUse(String... packages) {
        return classes()
                .that()
                .resideInAPackage(packages[0])
                .should()
                .onlyDependOnClassesThat(
                        are(not(resideInAPackage("io.migretti.."))).or(resideInAnyPackage(packages)));
    }
}
