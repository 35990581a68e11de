package io.migretti;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Nouns are public and pure; verbs that hold a connection are package-private and live in the root package. */
@AnalyzeClasses(packages = "io.migretti", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.migretti";

    @ArchTest
    static final ArchRule coreKnowsNoSpring =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyRootAndDialectTalkToDatabases = noClasses()
            .that(are(not(resideInAnyPackage(ROOT, "io.migretti.dialect", "io.migretti.embedded"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule nounsDoNotLog = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.migretti.script",
                    "io.migretti.migration",
                    "io.migretti.history",
                    "io.migretti.plan",
                    "io.migretti.report")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule nounsHaveNoClock = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.migretti.script",
                    "io.migretti.migration",
                    "io.migretti.history",
                    "io.migretti.plan",
                    "io.migretti.report")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule scriptDependsOnNothing = mayOnlyUse("io.migretti.script");

    @ArchTest
    static final ArchRule migrationDependsOnScript = mayOnlyUse("io.migretti.migration", "io.migretti.script");

    @ArchTest
    static final ArchRule historyDependsOnMigration =
            mayOnlyUse("io.migretti.history", "io.migretti.migration", "io.migretti.script");

    @ArchTest
    static final ArchRule planDependsOnHistory =
            mayOnlyUse("io.migretti.plan", "io.migretti.history", "io.migretti.migration", "io.migretti.script");

    @ArchTest
    static final ArchRule reportDependsOnPlan = mayOnlyUse(
            "io.migretti.report",
            "io.migretti.plan",
            "io.migretti.history",
            "io.migretti.migration",
            "io.migretti.script");

    @ArchTest
    static final ArchRule dialectDependsOnScript = mayOnlyUse("io.migretti.dialect", "io.migretti.script");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.migretti.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whoHoldsAConnectionIsHidden = classes()
            .that(resideInAPackage(ROOT))
            .and()
            .haveSimpleNameNotEndingWith("Exception")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.Migretti")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.MigrettiBuilder")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.Migretti$LockedWork")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.MigrettiHook")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.CommandHook")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.CommandHook$Moment")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.JavaMigration")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.LockScope")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.Workspace")
            .and()
            .doNotHaveFullyQualifiedName("io.migretti.Workspace$Initialized")
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
