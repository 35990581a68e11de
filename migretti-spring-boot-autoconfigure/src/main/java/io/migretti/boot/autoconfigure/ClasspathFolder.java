package io.migretti.boot.autoconfigure;

import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
        Optional<List<File>> plain = inDirectories();
        if (plain.isPresent()) {
            for (File file : plain.get()) {
                String name = file.getName();
                if (!isSqlFile(name) || file.isDirectory()) {
                    continue;
                }
                boolean first = names.add(name);
                if (first || everywhere) {
                    String location =
                            first ? location(name) : file.toURI().toURL().toString();
                    files.add(new PlainFile(location, file));
                }
            }
        } else {
            for (Resource resource : resources.getResources("classpath*:" + folder + "/*")) {
                String name = resource.getFilename();
                if (name == null || !isSqlFile(name) || isDirectory(resource)) {
                    continue;
                }
                boolean first = names.add(name);
                if (first || everywhere) {
                    String location = first ? location(name) : resource.getURL().toString();
                    files.add(new ClasspathFile(location, resource));
                }
            }
        }
        boolean missing = files.isEmpty() && resources.getResources("classpath*:" + folder + "/").length == 0;
        return missing ? Optional.empty() : Optional.of(files);
    }

    private String location(String name) {
        return "classpath:" + folder + "/" + name;
    }

    @Override
    public boolean isReadableByAnyThread() {
        return true;
    }

    @Override
    public Optional<MigrationSource> folder(String name) {
        return Optional.of(new ClasspathFolder(folder + "/" + name, everywhere, resources));
    }

    /** If the folder lies in plain directories only, which takes no search; empty if it does not. */
    private Optional<List<File>> inDirectories() throws IOException {
        ClassLoader classes = resources.getClassLoader();
        if (classes == null || ClasspathFolder.class.getModule().isNamed()) {
            return Optional.empty(); // modules hide their resources from class loaders
        }
        List<File> found = new ArrayList<>();
        for (URL place : Collections.list(classes.getResources(folder + "/"))) {
            if (!place.getProtocol().equals("file")) {
                return Optional.empty();
            }
            File[] files = ResourceUtils.getFile(place).listFiles();
            if (files == null) {
                return Optional.empty();
            }
            found.addAll(Arrays.asList(files));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static boolean isSqlFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    private static boolean isDirectory(Resource resource) throws IOException {
        return resource.isFile() && resource.getFile().isDirectory();
    }

    private record ClasspathFile(String location, Resource resource) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            return resource.getInputStream();
        }
    }

    private record PlainFile(String location, File file) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            // What Spring or NIO opens is a channel, a dozen classes more at the start.
            return new FileInputStream(file);
        }
    }
}
