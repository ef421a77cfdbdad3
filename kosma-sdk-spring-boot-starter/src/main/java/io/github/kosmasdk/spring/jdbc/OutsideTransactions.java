package io.github.kosmasdk.spring.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs statements on connections of their own that commit each statement, whatever transaction the caller is in. A token
 * that a rollback of the caller took back would be lost for good.
 */
final class OutsideTransactions {

    private final TransactionTemplate outside = new TransactionTemplate(new Suspending());

    OutsideTransactions() {
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** The same connections under another key, so that none of a running transaction is taken. */
    static DataSource unbound(DataSource dataSource) {
        DataSource target = dataSource instanceof TransactionAwareDataSourceProxy aware
                ? Objects.requireNonNull(aware.getTargetDataSource())
                : dataSource;
        return new CommitsEachStatement(target);
    }

    <T> T run(Supplier<T> statement) {
        return outside.execute(status -> statement.get());
    }

    private static final class CommitsEachStatement extends DelegatingDataSource {

        CommitsEachStatement(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return connection;
        }
    }

    /** Knows one thing: to set aside what a transaction of any manager has bound to this thread, and to put it back. */
    private static final class Suspending extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;
        private static final Object NOTHING = new Object();

        Suspending() {
            setTransactionSynchronization(SYNCHRONIZATION_NEVER);
        }

        @Override
        protected Object doGetTransaction() {
            return NOTHING;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.isSynchronizationActive();
        }

        @Override
        protected Object doSuspend(Object transaction) {
            return NOTHING;
        }

        @Override
        protected void doResume(@Nullable Object transaction, Object suspendedResources) {}

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            throw new UnsupportedOperationException();
        }
    }
}
