package io.migretti.diff.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/** Third step: an order in which nothing happens before what it needs, the same for the same schemas. */
final class Ordering {

    private final List<Vertex> order = new ArrayList<>();
    private final Set<Vertex> circle;

    private Ordering(Map<Vertex, Set<Vertex>> before) {
        Map<Vertex, Integer> waiting = new HashMap<>();
        Map<Vertex, List<Vertex>> after = new HashMap<>();
        PriorityQueue<Vertex> ready = new PriorityQueue<>();
        before.forEach((vertex, all) -> {
            waiting.put(vertex, all.size());
            if (all.isEmpty()) {
                ready.add(vertex);
            }
            all.forEach(each ->
                    after.computeIfAbsent(each, first -> new ArrayList<>()).add(vertex));
        });
        for (Vertex next = ready.poll(); next != null; next = ready.poll()) {
            order.add(next);
            for (Vertex each : after.getOrDefault(next, List.of())) {
                if (waiting.merge(each, -1, Integer::sum) == 0) {
                    ready.add(each);
                }
            }
        }
        circle = order.size() == before.size() ? Set.of() : circle(before, after);
    }

    static Ordering of(Map<Vertex, Set<Vertex>> before) {
        return new Ordering(before);
    }

    List<Vertex> order() {
        return order;
    }

    /** What waits for each other; empty if the order is complete. */
    Set<Vertex> circle() {
        return circle;
    }

    /** Of what is left, without what only waits for a circle. */
    private Set<Vertex> circle(Map<Vertex, Set<Vertex>> before, Map<Vertex, List<Vertex>> after) {
        Set<Vertex> left = new TreeSet<>(before.keySet());
        order.forEach(left::remove);
        boolean shrinks = true;
        while (shrinks) {
            Set<Vertex> ends = new HashSet<>();
            for (Vertex each : left) {
                if (after.getOrDefault(each, List.of()).stream().noneMatch(left::contains)) {
                    ends.add(each);
                }
            }
            shrinks = left.removeAll(ends);
        }
        return left;
    }
}
