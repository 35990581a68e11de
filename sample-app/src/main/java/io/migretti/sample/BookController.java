package io.migretti.sample;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/books")
class BookController {

    private final BookStore books;

    BookController(BookStore books) {
        this.books = books;
    }

    @GetMapping
    List<Book> all() {
        return books.all();
    }

    @GetMapping("/{id}")
    Book one(@PathVariable long id) {
        return books.find(id).orElseThrow(() -> ShopProblem.notFound("There is no book " + id + "."));
    }
}
