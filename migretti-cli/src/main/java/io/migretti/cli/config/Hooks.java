package io.migretti.cli.config;

import java.util.Optional;

/** The shell commands around a run. */
public record Hooks(
        Optional<String> preApply,
        Optional<String> postApply,
        Optional<String> preRollback,
        Optional<String> postRollback) {}
