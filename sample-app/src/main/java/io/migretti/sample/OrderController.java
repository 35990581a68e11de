package io.migretti.sample;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
class OrderController {

    private final OrderStore orders;
    private final BookStore books;

    OrderController(OrderStore orders, BookStore books) {
        this.orders = orders;
        this.books = books;
    }

    @GetMapping
    List<Order.Summary> all() {
        return orders.summaries();
    }

    @GetMapping("/{id}")
    Order one(@PathVariable long id) {
        return orders.find(id).orElseThrow(() -> ShopProblem.notFound("There is no order " + id + "."));
    }

    @PostMapping
    ResponseEntity<Order> place(@RequestBody NewOrder order) {
        requireBooks(order.requireQuantities().keySet());
        long id = orders.place(order);
        return ResponseEntity.created(URI.create("/orders/" + id)).body(one(id));
    }

    private void requireBooks(Set<Long> ids) {
        Set<Long> missing = new TreeSet<>(ids);
        missing.removeAll(books.existing(ids));
        if (!missing.isEmpty()) {
            throw ShopProblem.invalid("There is no book " + missing.iterator().next() + ".");
        }
    }
}
