package io.migretti.cli;

import io.migretti.report.MigrationState;

/** How states look. */
final class States {

    private States() {}

    static Paint paint(MigrationState state) {
        return switch (state) {
            case APPLIED -> Paint.GREEN;
            case PENDING, FUTURE -> Paint.YELLOW;
            case FAILED, CHANGED, MISSING -> Paint.RED;
        };
    }
}
