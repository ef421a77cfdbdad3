package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.internal.json.Bodies;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Answers from a script, one line per request, and keeps what was asked, whatever thread asks. */
public final class StubTransport implements Transport {

    /** One line of the script. */
    public interface Line {
        <R> Mono<R> play(Request request, AnswerReader<R> reader);
    }

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Line> script = new ConcurrentLinkedQueue<>();

    public StubTransport answer(int status, String body, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders().set("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all.set(headers[i], headers[i + 1]);
        }
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                request.departure().leave(Mono.empty());
                return Mono.fromCallable(() -> reader.read(status, all, Bodies.of(body)));
            }
        });
        return this;
    }

    public StubTransport fail(Throwable failure, boolean left) {
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                if (left) {
                    request.departure().leave(Mono.empty());
                }
                return Mono.error(failure);
            }
        });
        return this;
    }

    /** Does not come so far as to send anything. */
    public StubTransport breakDown(Error error) {
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                throw error;
            }
        });
        return this;
    }

    /** Fails while the connection, on which the request may still go out, is open. */
    public StubTransport failBefore(Mono<Void> closed, Throwable failure) {
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                request.departure().leave(closed);
                return Mono.error(failure);
            }
        });
        return this;
    }

    /** Keeps the request until its answer, a 200 with this body, is there. */
    public StubTransport answerLater(Mono<String> body) {
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                request.departure().leave(Mono.empty());
                HttpHeaders headers = new DefaultHttpHeaders().set("content-type", "application/json");
                return body.map(text -> reader.read(200, headers, Bodies.of(text)));
            }
        });
        return this;
    }

    public StubTransport never() {
        script.add(new Line() {
            @Override
            public <R> Mono<R> play(Request request, AnswerReader<R> reader) {
                request.departure().leave(Mono.empty());
                return Mono.never();
            }
        });
        return this;
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        return Mono.defer(() -> {
            requests.add(request);
            Line line = script.poll();
            return line == null
                    ? Mono.error(new AssertionError("a request that the script does not have"))
                    : line.play(request, reader);
        });
    }

    @Override
    public void close() {}
}
