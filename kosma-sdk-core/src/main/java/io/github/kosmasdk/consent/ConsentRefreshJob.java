package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import reactor.core.Exceptions;

/**
 * Walks the consents of a vault whose data is due, and lets your work read it again, unattended. When that is, stands
 * with each consent in the store: so any number of nodes can run the job, each consent is done by one of them, and after a
 * crash the next run goes on where it was.
 *
 * <p>The schedule is yours: call {@link #run()} often, such as every minute. A run without due consents costs one query.
 *
 * <pre>{@code
 * ConsentRefreshJob job = ConsentRefreshJob.builder(vault, (consent, calls) -> books.take(consent, calls.accounts()))
 *         .interval(Duration.ofHours(6))
 *         .build();
 * job.run();
 * }</pre>
 *
 * <p>A consent whose work failed comes back after 30 minutes, and after twice that with each further failure, up to a
 * day; one that is suspended after a day; one without a free call when the next one is free; one that was in use, or whose
 * call the client refused unsent, after a minute.
 */
public final class ConsentRefreshJob {

    private static final Duration SHORT_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final ConsentVault vault;
    private final Work work;
    private final Duration interval;
    private final Duration claim;
    private final int parallelism;
    private final Consumer<Progress> listener;

    private ConsentRefreshJob(Builder builder) {
        this.vault = builder.vault;
        this.work = builder.work;
        this.interval = builder.interval;
        this.claim = builder.claim;
        this.parallelism = builder.parallelism;
        this.listener = builder.listener;
    }

    /** What is done with a consent that is due. */
    @FunctionalInterface
    public interface Work {
        /**
         * Reads the data again and keeps it.
         *
         * @param consent the consent
         * @param calls its calls, unattended
         * @throws Exception when that fails; those of the calls can be let through
         */
        void refresh(ConsentRecord consent, ConsentCalls calls) throws Exception;
    }

    /** What became of one consent in a run. */
    public enum Outcome {
        /** Its data was read. */
        REFRESHED,
        /** No call was free, another one was under way, or the client refused it unsent to spare the service: it comes back. */
        POSTPONED,
        /** Its work failed: it comes back, unless it has come to its end. */
        FAILED
    }

    /**
     * One consent is done.
     *
     * @param id its id in the vault
     * @param outcome what became of it
     * @param failure why, empty when its data was read
     */
    public record Progress(String id, Outcome outcome, Optional<Exception> failure) {}

    /**
     * What a run came to.
     *
     * @param refreshed how many consents were read
     * @param postponed how many were postponed
     * @param failed how many failed
     */
    public record Summary(int refreshed, int postponed, int failed) {}

    /**
     * Starts building a job.
     *
     * @param vault the vault
     * @param work what is done with each consent; called by several threads at once
     * @return the builder
     */
    public static Builder builder(ConsentVault vault, Work work) {
        return new Builder(vault, work);
    }

    /**
     * Walks the consents that are due now, and returns when all are done. Runs at the same time share them.
     *
     * @return what became of them
     * @throws CancellationException when the thread is interrupted; what is under way ends, the rest is still due
     * @throws KosmaException when the store fails
     */
    public Summary run() {
        ExecutorService workers = Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, "kosma-consent-refresh");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Instant now = vault.now();
            int[] counts = new int[Outcome.values().length];
            ConsentQuery.Builder due = ConsentQuery.builder()
                    .states(ConsentState.ACTIVE, ConsentState.UNCERTAIN, ConsentState.SUSPENDED)
                    .refreshDueBy(now);
            for (List<StoredConsent> page = vault.page(due.build()); !page.isEmpty(); page = vault.page(due.build())) {
                for (Optional<Outcome> outcome : allOf(page, workers)) {
                    outcome.ifPresent(one -> counts[one.ordinal()]++);
                }
                due.afterId(page.get(page.size() - 1).id());
            }
            return new Summary(
                    counts[Outcome.REFRESHED.ordinal()],
                    counts[Outcome.POSTPONED.ordinal()],
                    counts[Outcome.FAILED.ordinal()]);
        } finally {
            workers.shutdown();
        }
    }

    private List<Optional<Outcome>> allOf(List<StoredConsent> page, ExecutorService workers) {
        List<Callable<Optional<Outcome>>> tasks = new ArrayList<>();
        page.forEach(consent -> tasks.add(() -> refresh(consent)));
        List<Optional<Outcome>> outcomes = new ArrayList<>();
        try {
            for (Future<Optional<Outcome>> outcome : workers.invokeAll(tasks)) {
                outcomes.add(outcome.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped = new CancellationException("The run was interrupted");
            stopped.initCause(e);
            throw stopped;
        } catch (ExecutionException e) {
            throw Exceptions.propagate(Objects.requireNonNull(e.getCause()));
        }
        return outcomes;
    }

    /** Empty when another node has it. */
    private Optional<Outcome> refresh(StoredConsent due) {
        Instant dueAt = due.refreshDueAt();
        Instant claimedUntil = vault.now().plus(claim);
        boolean claimed = vault.change(
                due.id(),
                stored -> stored.refreshDueAt().equals(dueAt) && stored.state().usable(),
                draft -> draft.refreshDueAt = claimedUntil);
        if (!claimed) {
            return Optional.empty();
        }
        Optional<Exception> failure = tried(due);
        Outcome outcome = failure.map(ConsentRefreshJob::outcome).orElse(Outcome.REFRESHED);
        try {
            vault.change(due.id(), stored -> stored.refreshDueAt().equals(claimedUntil), draft -> {
                draft.failedRefreshes = switch (outcome) {
                    case REFRESHED -> 0;
                    case POSTPONED -> draft.failedRefreshes;
                    case FAILED -> draft.failedRefreshes + 1;
                };
                draft.refreshDueAt =
                        failure.map(trouble -> comesBackAt(trouble, draft)).orElseGet(() -> next(dueAt));
            });
        } catch (RuntimeException e) {
            failure.ifPresent(e::addSuppressed); // it may hold the only copy of a token
            throw e;
        } finally {
            listener.accept(new Progress(due.id(), outcome, failure));
        }
        return Optional.of(outcome);
    }

    private Optional<Exception> tried(StoredConsent due) {
        try {
            work.refresh(vault.record(due), vault.unattended(due.id()));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e);
        } catch (Exception e) {
            return Optional.of(e);
        }
    }

    private static Outcome outcome(Exception failure) {
        return failure instanceof ConsentQuotaException
                        || failure instanceof ConsentBusyException
                        || failure instanceof KosmaCallRejectedException
                ? Outcome.POSTPONED
                : Outcome.FAILED;
    }

    /** Keeps the beat, however late a run is. */
    private Instant next(Instant dueAt) {
        Duration late = Duration.between(dueAt, vault.now());
        return dueAt.plus(interval.multipliedBy(late.isNegative() ? 1 : late.dividedBy(interval) + 1));
    }

    private Instant comesBackAt(Exception failure, Draft draft) {
        Instant now = vault.now();
        if (failure instanceof ConsentQuotaException quota) {
            return quota.nextFree();
        }
        if (outcome(failure) == Outcome.POSTPONED) {
            return now.plus(longer(SHORT_PAUSE, advised(failure)));
        }
        if (draft.state == ConsentState.SUSPENDED) {
            return now.plus(KosmaApiException.RECOMMENDED_CONSENT_RETRY);
        }
        Duration backoff = KosmaApiException.EARLIEST_CONSENT_RETRY.multipliedBy(
                1L << Math.min(draft.failedRefreshes - 1, MOST_DOUBLINGS));
        Duration most = KosmaApiException.RECOMMENDED_CONSENT_RETRY;
        return now.plus(longer(backoff.compareTo(most) < 0 ? backoff : most, advised(failure)));
    }

    private static Duration advised(Exception failure) {
        return failure instanceof KosmaException known
                ? known.retryAdvice().after().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Collects the settings. */
    public static final class Builder {
        private final ConsentVault vault;
        private final Work work;
        private Duration interval = Duration.ofHours(6);
        private Duration claim = Duration.ofMinutes(15);
        private int parallelism = 4;
        private Consumer<Progress> listener = progress -> {};

        private Builder(ConsentVault vault, Work work) {
            this.vault = Objects.requireNonNull(vault, "vault");
            this.work = Objects.requireNonNull(work, "work");
        }

        /**
         * Sets how often each consent is due.
         *
         * @param interval left out, 6 hours: four times a day
         * @return this
         * @throws KosmaUsageException when it is less than 1 minute
         */
        public Builder interval(Duration interval) {
            this.interval = atLeastAMinute("interval", interval);
            return this;
        }

        /**
         * Sets how long the work with one consent takes at most; after that time another run may do it again.
         *
         * @param claim left out, 15 minutes
         * @return this
         * @throws KosmaUsageException when it is less than 1 minute
         */
        public Builder claim(Duration claim) {
            this.claim = atLeastAMinute("claim", claim);
            return this;
        }

        /**
         * Sets how many consents are worked on at the same time.
         *
         * @param parallelism left out, 4
         * @return this
         * @throws KosmaUsageException when it is less than 1
         */
        public Builder parallelism(int parallelism) {
            if (parallelism < 1) {
                throw new KosmaUsageException("At least 1 consent is worked on at a time, not " + parallelism);
            }
            this.parallelism = parallelism;
            return this;
        }

        /**
         * Sets who is told of every consent that is done.
         *
         * @param listener called by several threads at once
         * @return this
         */
        public Builder listener(Consumer<Progress> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Builds the job.
         *
         * @return the job
         */
        public ConsentRefreshJob build() {
            return new ConsentRefreshJob(this);
        }

        private static Duration atLeastAMinute(String what, Duration duration) {
            if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new KosmaUsageException("The " + what + " is at least 1 minute, not " + duration);
            }
            return duration;
        }
    }
}
