package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlRulesTest {

    /** As the lexer decides, which looks closer only at some statements: both ways must agree. */
    private static StatementKind kindOf(String statement) {
        try {
            SqlLexer lexer = new SqlLexer(Text.of(statement + ";").open());
            lexer.advance();
            assertThat(lexer.statementKind()).as(statement).isEqualTo(SqlRules.kindOf(SqlRules.words(statement)));
            return lexer.statementKind();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "create index concurrently if not exists i on t (a)",
                "CREATE INDEX CONCURRENTLY ON t (a)",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
                "CREATE -- a\n UNIQUE /* b; */ INDEX\n\tCONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i",
                "DROP INDEX CONCURRENTLY IF EXISTS i",
                "REINDEX INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
                "REINDEX (CONCURRENTLY) TABLE t",
                "REINDEX (VERBOSE, CONCURRENTLY TRUE) INDEX i",
                "REINDEX SCHEMA s",
                "REINDEX DATABASE d",
                "REINDEX DATABASE",
                "REINDEX (VERBOSE) SYSTEM d",
                "REINDEX SCHEMA CONCURRENTLY s",
                "VACUUM",
                "VACUUM t",
                "VACUUM (FULL, ANALYZE) t",
                "vacuum/**/full t",
                "CLUSTER",
                "CLUSTER VERBOSE",
                "CLUSTER (VERBOSE)",
                "REPACK (CONCURRENTLY) t",
                "REPACK (VERBOSE, CONCURRENTLY ON) t",
                "CREATE DATABASE d",
                "DROP DATABASE IF EXISTS d WITH (FORCE)",
                "ALTER DATABASE d SET TABLESPACE s",
                "CREATE TABLESPACE s LOCATION '/x'",
                "DROP TABLESPACE s",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "ALTER SYSTEM RESET ALL",
                "DISCARD ALL",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION s.p CONCURRENTLY -- so",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'connect = false' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (create_slot = true, copy_data = false)",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect)",
            })
    void statementsThatATransactionBlockRefusesNeedNoTransaction(String statement) {
        assertThat(kindOf(statement)).isEqualTo(StatementKind.OUTSIDE_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TYPE e ADD VALUE 'concurrently'",
                "REINDEX INDEX i",
                "REINDEX TABLE t",
                "REINDEX TABLE \"concurrently\"",
                "REINDEX (VERBOSE) TABLE t",
                "REINDEX (CONCURRENTLY FALSE) TABLE t",
                "REINDEX (CONCURRENTLY 'off', VERBOSE) TABLE t",
                "REPACK t",
                "REPACK (VERBOSE) t USING INDEX i",
                "REPACK (CONCURRENTLY 0) t",
                "CLUSTER t",
                "CLUSTER VERBOSE t USING i",
                "CLUSTER (VERBOSE) t",
                "ANALYZE",
                "ANALYZE VERBOSE t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect = false)",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (copy_data = true, CREATE_SLOT = 'off')",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (create_slot = 0)",
                "DROP SUBSCRIPTION s",
                "ALTER SUBSCRIPTION s DISABLE",
                "CHECKPOINT",
                "LISTEN x",
                "NOTIFY x, 'vacuum'",
                "LOAD 'x'",
                "DISCARD PLANS",
                "DISCARD TEMP",
                "ALTER TABLE t DETACH PARTITION p",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "ALTER TABLE t RENAME detach TO \"concurrently\"",
                "CREATE ROLE r",
                "TRUNCATE t",
                "ALTER DATABASE d SET work_mem = '1MB'",
                "ALTER DATABASE d OWNER TO o",
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX \"concurrently\" ON t (a)",
                "CREATE INDEX i ON t (concurrently)",
                "CREATE UNIQUE INDEX i ON t (a)",
                "CREATE TABLE database (a int)",
                "CREATE TABLE vacuum (a int)",
                "DROP INDEX i",
                "DROP TABLE database",
                "PREPARE transaction AS SELECT 1",
                "PREPARE transaction (int) AS SELECT $1",
                "PREPARE x AS SELECT 1",
                "SET LOCAL work_mem = '1MB'",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "CALL p()",
                "DO $$ BEGIN COMMIT; END $$",
                "SELECT 'VACUUM'",
                "\"vacuum\"",
                "(SELECT 1)",
                "$1",
                "CREATE",
                "ALTER",
                "ALTER TABLE",
                "REINDEX",
                "REINDEX (",
                "DROP",
            })
    void otherStatementsRunAnywhere(String statement) {
        assertThat(kindOf(statement)).isEqualTo(StatementKind.ORDINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "begin",
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "BEGIN WORK",
                "START TRANSACTION",
                "start\n-- x\ntransaction",
                "COMMIT",
                "commit work",
                "COMMIT AND CHAIN",
                "COMMIT AND NO CHAIN",
                "END",
                "End Transaction",
                "END AND CHAIN",
                "ABORT",
                "ABORT WORK",
                "ROLLBACK",
                "rollback",
                "ROLLBACK WORK",
                "ROLLBACK TRANSACTION AND CHAIN",
                "ROLLBACK AND CHAIN",
                "PREPARE TRANSACTION 'x'",
                "prepare /* x */ transaction $$x$$"
            })
    void whatBeginsOrEndsATransactionIsTransactionControl(String statement) {
        assertThat(kindOf(statement)).isEqualTo(StatementKind.TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT s",
                "savepoint s",
                "RELEASE s",
                "RELEASE SAVEPOINT s",
                "ROLLBACK TO s",
                "ROLLBACK TO SAVEPOINT s",
                "rollback work to s",
                "ROLLBACK TRANSACTION /* x */ TO SAVEPOINT s"
            })
    void theSavepointFamilyNeedsATransaction(String statement) {
        assertThat(kindOf(statement)).isEqualTo(StatementKind.SAVEPOINT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = off", "set Standard_Conforming_Strings to OFF",
                        "SET SESSION standard_conforming_strings = 'off'",
                "SET LOCAL standard_conforming_strings TO false", "SET standard_conforming_strings = 0",
                        "SET standard_conforming_strings = no",
                "SET standard_conforming_strings = 'f'", "SET standard_conforming_strings = of",
                        "SET \"standard_conforming_strings\" = off"
            })
    void standardStringsAreSwitchedOffByEveryFormOfFalse(String statement) {
        assertThat(SqlRules.standardStringsAfter(SqlRules.words(statement), true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = on", "SET standard_conforming_strings TO DEFAULT",
                        "SET standard_conforming_strings = 1",
                "RESET standard_conforming_strings", "RESET ALL", "DISCARD ALL"
            })
    void standardStringsAreSwitchedOnByEveryFormOfTrueAndByAReset(String statement) {
        assertThat(SqlRules.standardStringsAfter(SqlRules.words(statement), false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = standard_conforming_strings",
                "RESET search_path",
                "DISCARD TEMP",
                "SELECT 1",
                "SHOW standard_conforming_strings",
                "ALTER ROLE r SET standard_conforming_strings = off",
                "SET",
                ""
            })
    void otherStatementsLeaveStandardStringsAlone(String statement) {
        assertThat(SqlRules.standardStringsAfter(SqlRules.words(statement), true))
                .isTrue();
        assertThat(SqlRules.standardStringsAfter(SqlRules.words(statement), false))
                .isFalse();
    }
}
