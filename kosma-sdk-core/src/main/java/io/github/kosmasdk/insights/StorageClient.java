package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Blocking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The blocking face of {@link ReactiveStorageClient}. */
public final class StorageClient {

    private final ReactiveStorageClient reactive;

    StorageClient(ReactiveStorageClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Stores an account of your own. Never sent twice.
     *
     * @param account the account
     * @return its ids, given or made
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/create-accounts.html">Create accounts</a>
     */
    public AccountReference createAccount(NewAccount account) {
        return Blocking.await(reactive.createAccount(account));
    }

    /**
     * Lists the accounts of a consumer. Lazy, and holds one page at a time: the next one is asked for
     * when this one has been used up. A page that cannot be read ends the stream with a {@link KosmaException}. The
     * service counts pages of at most 1,000 accounts from an offset of at most 1,000: it gives the first 2,000.
     *
     * @param insightsConsumerId the consumer
     * @return the accounts, in the order of the service
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/list-accounts.html">List accounts</a>
     */
    public Stream<StoredAccount> accounts(String insightsConsumerId) {
        return Blocking.pages(
                reactive.firstAccounts(insightsConsumerId),
                page -> reactive.nextAccounts(insightsConsumerId, page),
                StoragePage.Page::items);
    }

    /**
     * Deletes accounts and all that belongs to them.
     *
     * @param insightsConsumerId the consumer
     * @param insightsAccountIds the accounts, at least one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-data.html">Delete data</a>
     */
    public void deleteAccounts(String insightsConsumerId, String... insightsAccountIds) {
        Blocking.run(reactive.deleteAccounts(insightsConsumerId, insightsAccountIds));
    }

    /**
     * Deletes a consumer with everything that is stored of them.
     *
     * @param insightsConsumerId the consumer
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-data.html">Delete data</a>
     */
    public void deleteConsumer(String insightsConsumerId) {
        Blocking.run(reactive.deleteConsumer(insightsConsumerId));
    }

    /**
     * Sets labels of an account; its other labels stay.
     *
     * @param account the account
     * @param labels keys of 1 to 128 characters, values of up to 1,024
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/upsert-labels.html">Upsert labels</a>
     */
    public void setAccountLabels(AccountReference account, Map<String, String> labels) {
        Blocking.run(reactive.setAccountLabels(account, labels));
    }

    /**
     * Deletes labels of an account; its other labels stay.
     *
     * @param account the account
     * @param labelKeys the keys, at least one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/delete-labels.html">Delete labels</a>
     */
    public void deleteAccountLabels(AccountReference account, String... labelKeys) {
        Blocking.run(reactive.deleteAccountLabels(account, labelKeys));
    }

    /**
     * Stores transactions of an account for 10 minutes. Never sent twice.
     *
     * @param account the account
     * @param transactions the transactions
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/create-transactions.html">Create transactions</a>
     */
    public void createTransactions(AccountReference account, List<NewTransaction> transactions) {
        Blocking.run(reactive.createTransactions(account, transactions));
    }

    /**
     * Stores transactions of an account. Never sent twice.
     *
     * @param account the account
     * @param transactions the transactions
     * @param retention how long they are kept, at least a minute, in whole minutes
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/create-transactions.html">Create transactions</a>
     */
    public void createTransactions(AccountReference account, List<NewTransaction> transactions, Duration retention) {
        Blocking.run(reactive.createTransactions(account, transactions, retention));
    }

    /**
     * Changes stored transactions: what is not given stays. Also the way to override their categories.
     *
     * @param account the account
     * @param transactions what changes, each with the id of its transaction; for several with one id the order counts
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/update-transactions.html">Update transactions</a>
     */
    public void updateTransactions(AccountReference account, List<NewTransaction> transactions) {
        Blocking.run(reactive.updateTransactions(account, transactions));
    }

    /**
     * Replaces stored transactions: what is not given is lost.
     *
     * @param account the account
     * @param transactions the transactions as they will be, each with its id
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/replace-transactions.html">Replace transactions</a>
     */
    public void replaceTransactions(AccountReference account, List<NewTransaction> transactions) {
        Blocking.run(reactive.replaceTransactions(account, transactions));
    }

    /**
     * Deletes transactions.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions, at least one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-transactions.html">Delete transactions</a>
     */
    public void deleteTransactions(AccountReference account, String... insightsTransactionIds) {
        Blocking.run(reactive.deleteTransactions(account, insightsTransactionIds));
    }

    /**
     * Lists stored transactions, over all accounts together. Lazy, and holds one page at a time: the next one is asked for
     * when this one has been used up. A page that cannot be read ends the stream with a {@link KosmaException}. Pages are counted, not marked: expect a transaction twice or never when the storage changes meanwhile.
     *
     * @param query which transactions
     * @return the transactions
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/list-transactions.html">List transactions</a>
     */
    public Stream<CategorizedTransaction> transactions(StoredTransactionsQuery query) {
        return Blocking.pages(
                reactive.firstTransactions(query),
                page -> reactive.nextTransactions(query, page),
                StoragePage.Page::items);
    }

    /**
     * Sets labels of transactions; their other labels stay.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions
     * @param labels keys of 1 to 128 characters, values of up to 1,024
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/upsert-labels.html">Upsert labels</a>
     */
    public void setTransactionLabels(
            AccountReference account, Set<String> insightsTransactionIds, Map<String, String> labels) {
        Blocking.run(reactive.setTransactionLabels(account, insightsTransactionIds, labels));
    }

    /**
     * Deletes labels of transactions; their other labels stay.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions
     * @param labelKeys the keys, at least one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/delete-labels.html">Delete labels</a>
     */
    public void deleteTransactionLabels(
            AccountReference account, Set<String> insightsTransactionIds, String... labelKeys) {
        Blocking.run(reactive.deleteTransactionLabels(account, insightsTransactionIds, labelKeys));
    }

    /**
     * Deletes all labels of transactions.
     *
     * @param account the account
     * @param insightsTransactionIds the transactions, at least one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/storage/deleteall-labels.html">Delete all labels</a>
     */
    public void deleteAllTransactionLabels(AccountReference account, String... insightsTransactionIds) {
        Blocking.run(reactive.deleteAllTransactionLabels(account, insightsTransactionIds));
    }
}
