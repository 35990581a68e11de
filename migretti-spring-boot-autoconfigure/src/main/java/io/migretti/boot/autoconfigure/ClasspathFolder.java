package io.migretti.boot.autoconfigure;

import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.ResourceUtils;

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
        for (Resource resource : entries()) {
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

    private List<Resource> entries() throws IOException {
        Optional<List<Resource>> inDirectories = inDirectories();
        return inDirectories.isPresent()
                ? inDirectories.get()
                : List.of(resources.getResources("classpath*:" + folder + "/*"));
    }

    /** If the folder lies in plain directories only, which takes no search; empty if it does not. */
    private Optional<List<Resource>> inDirectories() throws IOException {
        ClassLoader classes = resources.getClassLoader();
        if (classes == null || ClasspathFolder.class.getModule().isNamed()) {
            return Optional.empty(); // modules hide their resources from class loaders
        }
        List<Resource> found = new ArrayList<>();
        for (URL place : Collections.list(classes.getResources(folder + "/"))) {
            if (!place.getProtocol().equals("file")) {
                return Optional.empty();
            }
            File[] files = ResourceUtils.getFile(place).listFiles();
            if (files == null) {
                return Optional.empty();
            }
            for (File file : files) {
                found.add(new FileSystemResource(file));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static boolean isSqlFile(String name, Resource resource) throws IOException {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql")
                && !(resource.isFile() && resource.getFile().isDirectory());
    }

    private record ClasspathFile(String location, Resource resource) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            // What Spring opens for a file is a channel, a dozen classes more at the start.
            return resource instanceof FileSystemResource file
                    ? new FileInputStream(file.getFile())
                    : resource.getInputStream();
        }
    }
}
