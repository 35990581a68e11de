package io.migretti.cli;

import java.util.Optional;

/** Which release this is. */
final class Version {

    private Version() {}

    /** As the jar's manifest says; classes without a jar have none. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
