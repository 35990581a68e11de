package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** A folder of the class path. A file of the same path in a later entry of the class path is hidden, as always. */
record ClasspathSource(String folder, ClassLoader loader) implements MigrationSource {

    ClasspathSource {
        folder = folder.replaceAll("^/+|/+$", "");
    }

    @Override
    public String location() {
        return "classpath:" + folder;
    }

    @Override
    public Optional<List<SqlResource>> list() throws IOException {
        List<URL> roots = Collections.list(loader.getResources(folder));
        List<String> names = new ArrayList<>();
        for (URL root : roots) {
            names.addAll(namesIn(root));
        }
        if (roots.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(names.stream()
                .distinct()
                .<SqlResource>map(name -> new ClasspathResource(folder + "/" + name, loader))
                .toList());
    }

    @Override
    public boolean isReadableByAnyThread() {
        return true;
    }

    @Override
    public Optional<MigrationSource> folder(String name) {
        return Optional.of(new ClasspathSource(folder + "/" + name, loader));
    }

    private List<String> namesIn(URL root) throws IOException {
        URLConnection connection = root.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String prefix = folder + "/";
            return jar.getJarFile().stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
        if (!root.getProtocol().equals("file")) {
            throw new IOException("cannot list the files in " + root);
        }
        try (Stream<Path> files = Files.list(Path.of(root.toURI()))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (URISyntaxException e) {
            throw new IOException("cannot list the files in " + root, e);
        }
    }

    private record ClasspathResource(String path, ClassLoader loader) implements SqlResource {
        @Override
        public String location() {
            return "classpath:" + path;
        }

        @Override
        public InputStream open() throws IOException {
            InputStream in = loader.getResourceAsStream(path);
            if (in == null) {
                throw new IOException(location() + " is no longer there");
            }
            return in;
        }
    }
}
