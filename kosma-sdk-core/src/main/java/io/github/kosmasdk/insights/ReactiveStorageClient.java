package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Pages;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The storage of Insights: accounts and transactions of your own, labels, and deleting. Everything in it is deleted by itself
 * when its time is over; until then nothing but a call here deletes it.
 *
 * <p>What creates something is never sent twice, as the service makes ids that are not given: when the answer is lost, send it
 * again yourself if you gave ids of your own, which the service then replaces. What changes or deletes by id comes to the same each
 * time, so it is sent again when its answer is lost; what is gone by then counts as deleted.
 */
public final class ReactiveStorageClient {

    private static final Pattern IDS = Pattern.compile("insights_(consumer|account|transaction)_ids?");
    private static final int ACCOUNTS_PER_PAGE = 1000;
    private static final int MAX_ACCOUNT_OFFSET = 1000;
    private static final int TRANSACTIONS_PER_PAGE = 500;

    private static final Function<JsonBody, AccountReference> REFERENCE = WireJson.dataReader(AccountReference.class);
    private static final Function<JsonBody, Accounts> ACCOUNTS = WireJson.dataReader(Accounts.class);
    private static final Function<JsonBody, Transactions> TRANSACTIONS = WireJson.dataReader(Transactions.class);

    private final Pipeline pipeline;

    ReactiveStorageClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Stores an account of your own. Never sent twice.
     *
     * @param account the account
     * @return its ids, given or made; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/create-accounts.html">Create accounts</a>
     */
    public Mono<AccountReference> createAccount(NewAccount account) {
        return call("accounts.create", "accounts/create", () -> account, REFERENCE, ReplayPolicy.CREATES);
    }

    /**
     * Lists the accounts of a consumer. Holds one page at a time: the next one is asked for when this one has been handed on. The
     * service counts pages of at most 1,000 accounts from an offset of at most 1,000: it gives the first 2,000.
     *
     * @param insightsConsumerId the consumer
     * @return the accounts, in the order of the service, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/list-accounts.html">List accounts</a>
     */
    public Flux<StoredAccount> accounts(String insightsConsumerId) {
        return Pages.items(
                firstAccounts(insightsConsumerId),
                page -> nextAccounts(insightsConsumerId, page),
                StoragePage.Page::items);
    }

    /**
     * Deletes accounts and all that belongs to them.
     *
     * @param insightsConsumerId the consumer
     * @param insightsAccountIds the accounts, at least one
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-data.html">Delete data</a>
     */
    public Mono<Void> deleteAccounts(String insightsConsumerId, String... insightsAccountIds) {
        return delete(
                "accounts",
                () -> some("account", insightsAccountIds),
                ids -> ReportScope.of(insightsConsumerId).accounts(ids.toArray(String[]::new)));
    }

    /**
     * Deletes a consumer with everything that is stored of them.
     *
     * @param insightsConsumerId the consumer
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-data.html">Delete data</a>
     */
    public Mono<Void> deleteConsumer(String insightsConsumerId) {
        return delete("consumers", () -> List.of(insightsConsumerId), one -> new ConsumerBody(insightsConsumerId));
    }

    /**
     * Sets labels of an account; its other labels stay.
     *
     * @param account the account
     * @param labels keys of 1 to 128 characters, values of up to 1,024
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/upsert-labels.html">Upsert labels</a>
     */
    public Mono<Void> setAccountLabels(AccountReference account, Map<String, String> labels) {
        return change("accounts.labels.upsert", "accounts/labels/upsert", () -> new AccountLabelsBody(account, labels));
    }

    /**
     * Deletes labels of an account; its other labels stay.
     *
     * @param account the account
     * @param labelKeys the keys, at least one
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/delete-labels.html">Delete labels</a>
     */
    public Mono<Void> deleteAccountLabels(AccountReference account, String... labelKeys) {
        return change("accounts.labels.delete", "accounts/labels/delete", () -> {
            return new AccountLabelKeysBody(account, some("label", labelKeys));
        });
    }

    /**
     * Stores transactions of an account for 10 minutes. Never sent twice.
     *
     * @param account the account
     * @param transactions the transactions
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/create-transactions.html">Create transactions</a>
     */
    public Mono<Void> createTransactions(AccountReference account, List<NewTransaction> transactions) {
        return create(account, transactions, OptionalInt::empty);
    }

    /**
     * Stores transactions of an account. Never sent twice.
     *
     * @param account the account
     * @param transactions the transactions
     * @param retention how long they are kept, at least a minute, in whole minutes
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/create-transactions.html">Create transactions</a>
     */
    public Mono<Void> createTransactions(
            AccountReference account, List<NewTransaction> transactions, Duration retention) {
        return create(account, transactions, () -> OptionalInt.of(Frames.minutes(retention)));
    }

    /**
     * Changes stored transactions: what is not given stays. Also the way to override their categories.
     *
     * @param account the account
     * @param transactions what changes, each with the id of its transaction; for several with one id the order counts
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/update-transactions.html">Update transactions</a>
     */
    public Mono<Void> updateTransactions(AccountReference account, List<NewTransaction> transactions) {
        return change("transactions.update", "transactions/update", () -> known(account, transactions));
    }

    /**
     * Replaces stored transactions: what is not given is lost.
     *
     * @param account the account
     * @param transactions the transactions as they will be, each with its id
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/replace-transactions.html">Replace transactions</a>
     */
    public Mono<Void> replaceTransactions(AccountReference account, List<NewTransaction> transactions) {
        return change("transactions.replace", "transactions/replace", () -> known(account, transactions));
    }

    /**
     * Deletes transactions.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions, at least one
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-transactions.html">Delete transactions</a>
     */
    public Mono<Void> deleteTransactions(AccountReference account, String... insightsTransactionIds) {
        return delete(
                "transactions",
                () -> some("transaction", insightsTransactionIds),
                ids -> new TransactionIdsBody(account, Set.copyOf(ids)));
    }

    /**
     * Lists stored transactions, over all accounts together. Holds one page at a time: the next one is asked for when this one
     * has been handed on. Pages are counted, not marked: expect a transaction twice or never when the storage changes meanwhile.
     *
     * @param query which transactions
     * @return the transactions, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/list-transactions.html">List transactions</a>
     */
    public Flux<CategorizedTransaction> transactions(StoredTransactionsQuery query) {
        return Pages.items(firstTransactions(query), page -> nextTransactions(query, page), StoragePage.Page::items);
    }

    /**
     * Sets labels of transactions; their other labels stay.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions
     * @param labels keys of 1 to 128 characters, values of up to 1,024
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/upsert-labels.html">Upsert labels</a>
     */
    public Mono<Void> setTransactionLabels(
            AccountReference account, Set<String> insightsTransactionIds, Map<String, String> labels) {
        return change(
                "transactions.labels.upsert",
                "transactions/labels/upsert",
                () -> new TransactionLabelsBody(account, insightsTransactionIds, labels));
    }

    /**
     * Deletes labels of transactions; their other labels stay.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions
     * @param labelKeys the keys, at least one
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-labels.html">Delete labels</a>
     */
    public Mono<Void> deleteTransactionLabels(
            AccountReference account, Set<String> insightsTransactionIds, String... labelKeys) {
        return change("transactions.labels.delete", "transactions/labels/delete", () -> {
            return new TransactionLabelKeysBody(account, insightsTransactionIds, some("label", labelKeys));
        });
    }

    /**
     * Deletes all labels of transactions.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions, at least one
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/deleteall-labels.html">Delete all labels</a>
     */
    public Mono<Void> deleteAllTransactionLabels(AccountReference account, String... insightsTransactionIds) {
        return change("transactions.labels.deleteall", "transactions/labels/deleteall", () -> {
            return new TransactionIdsBody(account, Set.copyOf(some("transaction", insightsTransactionIds)));
        });
    }

    Mono<StoragePage.Page<StoredAccount>> firstAccounts(String insightsConsumerId) {
        return accountsPage(insightsConsumerId, new StoragePage.Asked(ACCOUNTS_PER_PAGE, 0));
    }

    Mono<StoragePage.Page<StoredAccount>> nextAccounts(
            String insightsConsumerId, StoragePage.Page<StoredAccount> page) {
        return Mono.justOrEmpty(page.next().filter(next -> next.offset() <= MAX_ACCOUNT_OFFSET))
                .flatMap(next -> accountsPage(insightsConsumerId, next));
    }

    Mono<StoragePage.Page<CategorizedTransaction>> firstTransactions(StoredTransactionsQuery query) {
        return transactionsPage(query, new StoragePage.Asked(query.pageSize().orElse(TRANSACTIONS_PER_PAGE), 0));
    }

    Mono<StoragePage.Page<CategorizedTransaction>> nextTransactions(
            StoredTransactionsQuery query, StoragePage.Page<CategorizedTransaction> page) {
        return Mono.justOrEmpty(page.next()).flatMap(next -> transactionsPage(query, next));
    }

    private Mono<StoragePage.Page<StoredAccount>> accountsPage(String insightsConsumerId, StoragePage.Asked asked) {
        return call(
                        "accounts.list",
                        "accounts/list",
                        () -> new AccountListBody(insightsConsumerId, asked),
                        ACCOUNTS,
                        ReplayPolicy.SAFE)
                .map(answer -> new StoragePage.Page<>(answer.accounts(), asked, answer.pagination()));
    }

    private Mono<StoragePage.Page<CategorizedTransaction>> transactionsPage(
            StoredTransactionsQuery query, StoragePage.Asked asked) {
        return call(
                        "transactions.list",
                        "transactions/list",
                        () -> TransactionListBody.of(query, asked),
                        TRANSACTIONS,
                        ReplayPolicy.SAFE)
                .map(answer -> new StoragePage.Page<>(answer.transactions(), asked, answer.pagination()));
    }

    private Mono<Void> create(AccountReference account, List<NewTransaction> transactions, Retention retention) {
        return call(
                "transactions.create",
                "transactions/create",
                () -> new TransactionsBody(account, retention.minutes(), transactions),
                null,
                ReplayPolicy.CREATES);
    }

    /** Without ids the service could not know which ones are meant, and a repetition would not come to the same. */
    private static TransactionsBody known(AccountReference account, List<NewTransaction> transactions) {
        if (transactions.stream().anyMatch(one -> one.insightsTransactionId().isEmpty())) {
            throw new KosmaUsageException(
                    "Every transaction that is changed or replaced needs its insightsTransactionId");
        }
        return new TransactionsBody(account, OptionalInt.empty(), transactions);
    }

    private static List<String> some(String what, String... ids) {
        if (ids.length == 0) {
            throw new KosmaUsageException("Name at least one " + what);
        }
        return List.of(ids);
    }

    /**
     * A lost answer leaves open whether all of it was deleted, and the service refuses ids of what is gone. So what is refused when it
     * is sent again is deleted one by one, and what is refused alone is not there any more.
     */
    private Mono<Void> delete(String what, Supplier<List<String>> ids, Function<List<String>, Object> body) {
        return Mono.defer(() -> {
            List<String> all = ids.get();
            Mono<Void> oneByOne = Flux.fromIterable(all)
                    .concatMap(id -> delete(what, body.apply(List.of(id)))
                            .onErrorResume(ReactiveStorageClient::isGone, gone -> Mono.empty()))
                    .then();
            return delete(what, body.apply(all))
                    .onErrorResume(
                            failure -> isGone(failure) && wasSentBefore(failure),
                            gone -> all.size() == 1 ? Mono.empty() : oneByOne);
        });
    }

    private Mono<Void> delete(String what, Object body) {
        return change(what + ".delete", what + "/delete", () -> body);
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof KosmaNotFoundException
                || failure instanceof KosmaInvalidRequestException refused
                        && refused.fieldErrors().stream()
                                .flatMap(error -> error.location().stream())
                                .anyMatch(IDS.asPredicate());
    }

    private static boolean wasSentBefore(Throwable failure) {
        return Stream.of(failure.getSuppressed()).anyMatch(KosmaException.class::isInstance);
    }

    private Mono<Void> change(String name, String path, Body body) {
        return call(name, path, body, null, ReplayPolicy.SAFE);
    }

    private <R> Mono<R> call(
            String name, String path, Body body, @Nullable Function<JsonBody, R> reader, ReplayPolicy replay) {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                "storage." + name,
                Api.INSIGHTS,
                HttpMethod.POST,
                pipeline.link(Api.INSIGHTS, "/insights/v1/storage/" + path),
                body.make(),
                Optional.empty(),
                reader,
                replay)));
    }

    /** Makes what is sent, or refuses to. */
    private interface Body {
        Object make();
    }

    private interface Retention {
        OptionalInt minutes();
    }

    record Accounts(List<StoredAccount> accounts, Optional<StoragePage.Pagination> pagination) {
        Accounts {
            accounts = Lists.copy(accounts);
        }
    }

    record Transactions(List<CategorizedTransaction> transactions, Optional<StoragePage.Pagination> pagination) {
        Transactions {
            transactions = Lists.copy(transactions);
        }
    }

    record ConsumerBody(String insightsConsumerId) {
        /** Hides the id. */
        @Override
        public String toString() {
            return "ConsumerBody[***]";
        }
    }

    record AccountListBody(String insightsConsumerId, StoragePage.Asked pagination) {
        /** Hides the id. */
        @Override
        public String toString() {
            return "AccountListBody[***]";
        }
    }

    record AccountLabelsBody(AccountReference account, Map<String, String> labels) {
        /** Hides the labels. */
        @Override
        public String toString() {
            return "AccountLabelsBody[***]";
        }
    }

    record AccountLabelKeysBody(AccountReference account, List<String> labelKeys) {
        /** Hides the labels. */
        @Override
        public String toString() {
            return "AccountLabelKeysBody[***]";
        }
    }

    record TransactionsBody(
            AccountReference account, OptionalInt dataRetentionMinutes, List<NewTransaction> transactions) {}

    record TransactionIdsBody(AccountReference account, Set<String> insightsTransactionIds) {
        /** Hides the ids. */
        @Override
        public String toString() {
            return "TransactionIdsBody[***]";
        }
    }

    record TransactionLabelsBody(
            AccountReference account, Set<String> insightsTransactionIds, Map<String, String> labels) {
        /** Hides ids and labels. */
        @Override
        public String toString() {
            return "TransactionLabelsBody[***]";
        }
    }

    record TransactionLabelKeysBody(
            AccountReference account, Set<String> insightsTransactionIds, List<String> labelKeys) {
        /** Hides ids and labels. */
        @Override
        public String toString() {
            return "TransactionLabelKeysBody[***]";
        }
    }

    /** As the scope of a report, but for the name of its days. */
    record TransactionListBody(
            ReportScope scope,
            OptionalInt days,
            TransactionFilter filter,
            Optional<List<OrderBy>> order,
            StoragePage.Asked pagination) {

        static TransactionListBody of(StoredTransactionsQuery query, StoragePage.Asked asked) {
            return new TransactionListBody(
                    query.scope().withoutNumberOfDays(),
                    query.scope().reportDays(),
                    query.filter(),
                    Optional.of(query.order()).filter(order -> !order.isEmpty()),
                    asked);
        }
    }
}
