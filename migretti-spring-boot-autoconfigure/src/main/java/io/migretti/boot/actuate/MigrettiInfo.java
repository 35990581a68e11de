package io.migretti.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** The head and the counts, with several engines by name. */
public final class MigrettiInfo implements InfoContributor {

    private final MigrettiReadings readings;

    public MigrettiInfo(MigrettiReadings readings) {
        this.readings = readings;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        readings.names().forEach(name -> details.put(name, detail(readings.current(name))));
        builder.withDetail(
                "migretti", details.size() == 1 ? details.values().iterator().next() : details);
    }

    private static Map<String, Object> detail(StatusReport report) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("state", report.state());
        Optional.ofNullable(report.head()).ifPresent(head -> detail.put("head", head));
        if (report.unavailable() == null) {
            detail.put("counts", report.counts());
        }
        return detail;
    }
}
