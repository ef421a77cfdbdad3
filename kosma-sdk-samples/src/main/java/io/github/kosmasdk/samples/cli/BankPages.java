package io.github.kosmasdk.samples.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The consumer's browser: follows the bank's pages up to the return URL, which itself is never called. */
final class BankPages {

    private static final int MOST_PAGES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient browser = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * Logs in at the bank.
     *
     * @param bank where the bank's pages begin
     * @param returnUrl where the bank sends the consumer at the end
     * @return the complete URL on which the consumer landed
     */
    URI logIn(URI bank, URI returnUrl) {
        URI page = bank;
        boolean approved = false;
        for (int i = 0; i < MOST_PAGES; i++) {
            HttpResponse<Void> answer = open(page);
            Optional<URI> location = answer.headers().firstValue("Location").map(page::resolve);
            if (answer.statusCode() / 100 == 3 && location.isPresent()) {
                page = location.get();
                if (page.toString().startsWith(returnUrl.toString())) {
                    return page;
                }
            } else if (answer.statusCode() / 100 != 2) {
                throw new SampleException(
                        "the bank's page on " + page.getHost() + " answered with status " + answer.statusCode());
            } else if (approved) {
                return page;
            } else {
                // a page for a person: the test bank takes this in place of a click
                page = URI.create(page + (page.getRawQuery() == null ? "?" : "&") + "result=success");
                approved = true;
            }
        }
        throw new SampleException("the bank's pages on " + bank.getHost() + " led nowhere");
    }

    private HttpResponse<Void> open(URI page) {
        try {
            return browser.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            throw new SampleException("the bank's page on " + page.getHost() + " cannot be opened");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SampleException("interrupted at the bank's page");
        }
    }
}
