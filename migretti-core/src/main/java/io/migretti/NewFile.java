package io.migretti;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that are there completely or not at all, and never in the place of another one. */
final class NewFile {

    private NewFile() {}

    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes into a hidden file beside it, which gets the name when its content is on the disk.
     *
     * @throws FileAlreadyExistsException if there is a file, or anything else, of that name
     */
    static void write(Path file, Content content) throws IOException {
        Path scratch = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(scratch, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            name(scratch, file);
        } finally {
            Files.deleteIfExists(scratch);
        }
        flush(directory(file));
    }

    /** A link cannot replace a file, a rename can; not every file system has links. */
    private static void name(Path scratch, Path file) throws IOException {
        try {
            Files.createLink(file, scratch);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            rename(scratch, file);
        }
    }

    /**
     * Gives a file another name in one stroke.
     *
     * @throws FileAlreadyExistsException if there is a file, or anything else, of that name
     */
    static void rename(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        flush(directory(to));
    }

    /** Makes names last, where the platform can: Windows neither can nor needs to. */
    static void flush(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // A name that is not on the disk yet is less than the file it names, which is.
        }
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
