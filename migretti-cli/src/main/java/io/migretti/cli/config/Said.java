package io.migretti.cli.config;

/**
 * A value, which may be a password, and where it comes from.
 *
 * @param where a place in a file, or the name of a variable
 */
record Said(String value, String where) {

    @Override
    public String toString() {
        return where;
    }
}
