package io.migretti.boot.autoconfigure;

import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * A folder of the class path as Spring sees it: in directories, in jars, and in jars within an executable jar.
 *
 * @param everywhere whether a file of the same name in a later entry of the class path counts too, and not only the
 *     first one as the class path has it
 */
record ClasspathFolder(String folder, boolean everywhere, ResourcePatternResolver resources)
        implements MigrationSource {

    @Override
    public String location() {
        return (everywhere ? "classpath*:" : "classpath:") + folder;
    }

    @Override
    public Optional<List<SqlResource>> list() throws IOException {
        List<SqlResource> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Resource resource : resources.getResources("classpath*:" + folder + "/*")) {
            String name = resource.getFilename();
            if (name == null || !isSqlFile(name, resource)) {
                continue;
            }
            if (names.add(name)) {
                files.add(new ClasspathFile("classpath:" + folder + "/" + name, resource));
            } else if (everywhere) {
                files.add(new ClasspathFile(resource.getURL().toString(), resource));
            }
        }
        boolean missing = files.isEmpty() && resources.getResources("classpath*:" + folder + "/").length == 0;
        return missing ? Optional.empty() : Optional.of(files);
    }

    @Override
    public Optional<MigrationSource> folder(String name) {
        return Optional.of(new ClasspathFolder(folder + "/" + name, everywhere, resources));
    }

    private static boolean isSqlFile(String name, Resource resource) throws IOException {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql")
                && !(resource.isFile() && resource.getFile().isDirectory());
    }

    private record ClasspathFile(String location, Resource resource) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            return resource.getInputStream();
        }
    }
}
