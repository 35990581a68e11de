package io.migretti.benchmarks.tool;

import io.migretti.Migretti;
import org.postgresql.ds.PGSimpleDataSource;

/** The engine as a plain Java program uses it. */
public final class MigrettiTool implements Tool {

    private final String url;
    private final String folder;

    private MigrettiTool(String url, String folder) {
        this.url = url;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Tool.run(new MigrettiTool(args[0], args[1]), args[2]);
    }

    private Migretti migretti() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return Migretti.on(dataSource).from(folder + "/migrations").build();
    }

    @Override
    public void apply() {
        migretti().apply();
    }

    @Override
    public void status() {
        System.out.println(migretti().status());
    }

    @Override
    public void record() {
        Migretti migretti = migretti();
        migretti.baseline(migretti.list().stream()
                .reduce((first, second) -> second)
                .orElseThrow()
                .id());
    }
}
