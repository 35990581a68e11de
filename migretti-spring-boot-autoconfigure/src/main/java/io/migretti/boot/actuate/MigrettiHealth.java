package io.migretti.boot.actuate;

import io.migretti.report.MigrationState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if a migration failed or a file differs from what was applied, or if the database cannot be asked. Pending
 * migrations are told and are nothing bad: during a rolling deployment the older release sees the newer one's schema,
 * and a newer one may wait for somebody else to apply.
 */
public final class MigrettiHealth {

    private MigrettiHealth() {}

    /** One indicator; with several engines one for each, by name. */
    public static HealthContributor of(MigrettiReadings readings) {
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        readings.names().forEach(name -> indicators.put(name, () -> health(readings.current(name))));
        return indicators.size() == 1
                ? indicators.values().iterator().next()
                : CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(StatusReport report) {
        Health.Builder health = isDown(report.state()) ? Health.down() : Health.up();
        health.withDetail("state", report.state()).withDetail("environment", report.environment());
        String unavailable = report.unavailable();
        if (unavailable != null) {
            return health.withDetail("unavailable", unavailable).build();
        }
        String head = report.head();
        if (head != null) {
            health.withDetail("head", head);
        }
        health.withDetail("pending", ids(report, MigrationState.PENDING).size());
        for (MigrationState bad : List.of(MigrationState.FAILED, MigrationState.CHANGED, MigrationState.MISSING)) {
            List<String> ids = ids(report, bad);
            if (!ids.isEmpty()) {
                health.withDetail(bad.name().toLowerCase(java.util.Locale.ROOT), ids);
            }
        }
        return health.build();
    }

    private static boolean isDown(StatusReport.State state) {
        return switch (state) {
            case FAILED, CHANGED, UNAVAILABLE -> true;
            case MISSING, INVALID, PENDING, UP_TO_DATE -> false;
        };
    }

    private static List<String> ids(StatusReport report, MigrationState state) {
        return report.migrations().stream()
                .filter(row -> row.status() == state)
                .map(StatusReport.MigrationRow::id)
                .toList();
    }
}
