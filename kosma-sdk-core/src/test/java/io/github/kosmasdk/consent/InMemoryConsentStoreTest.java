package io.github.kosmasdk.consent;

/** The store in memory keeps the contract of all stores. */
class InMemoryConsentStoreTest extends ConsentStoreContract {

    private final ConsentStore store = new InMemoryConsentStore();

    @Override
    protected ConsentStore store() {
        return store;
    }
}
