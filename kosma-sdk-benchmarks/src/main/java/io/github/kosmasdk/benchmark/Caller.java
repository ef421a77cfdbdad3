package io.github.kosmasdk.benchmark;

/** One way of making the calls that are compared. Made once and used for many calls, as each library asks for it. */
interface Caller extends AutoCloseable {

    /** The token of the application, on every call. */
    String TOKEN = "benchmark";

    /** The flow that is read. */
    String FLOW = "/xs2a/v1/sessions/session/flows/flow";

    /** The list whose next page is turned to. */
    String LIST = FLOW + "/list";

    /** What the next page is asked for. */
    String OFFSET = "bmV4dC0y";

    /**
     * Reads the flow.
     *
     * @return what the library makes of it
     * @throws Exception when the answer is an error, with its code read
     */
    Object flow() throws Exception;

    /**
     * Turns to the next page.
     *
     * @return what the library makes of it
     * @throws Exception when the answer is an error
     */
    Object page() throws Exception;

    /** Lets go of its connections, as far as the library can. */
    @Override
    void close();
}
