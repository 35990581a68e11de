package io.migretti.migration;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind the id in a new file's name: {@code a-z}, {@code 0-9} and single underscores between them.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters
 */
public record Slug(String value) {

    /** With a ULID, an underscore and {@code .sql} this makes 255 bytes, the longest file name there is. */
    public static final int MAX_LENGTH = 224;

    /**
     * Of what a person calls the change. Accents are dropped, {@code ß} becomes {@code ss}; every run of other
     * characters becomes an underscore, at either end nothing.
     *
     * @return empty if nothing is left; else of any length
     */
    public static Optional<Slug> of(String name) {
        String plain = Normalizer.normalize(name.replaceAll("[ßẞ]", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
        String slug = plain.replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return slug.isEmpty() ? Optional.empty() : Optional.of(new Slug(slug));
    }

    @Override
    public String toString() {
        return value;
    }
}
