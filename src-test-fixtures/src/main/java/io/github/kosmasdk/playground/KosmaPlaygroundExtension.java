package io.github.kosmasdk.playground;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a simulator of its own: started for the class, reset before each test, stopped after the last one.
 *
 * <pre>{@code
 * @ExtendWith(KosmaPlaygroundExtension.class)
 * class AccountsTest {
 *     @Test
 *     void listsAccounts(KosmaPlayground playground) { ... }
 * }
 * }</pre>
 *
 * or, with settings or where the URLs are needed before the first test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final KosmaPlaygroundExtension kosma =
 *         KosmaPlaygroundExtension.with(settings -> settings.transactionsPerAccount(10_000));
 * }</pre>
 */
public final class KosmaPlaygroundExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KosmaPlaygroundExtension.class);

    private final UnaryOperator<KosmaPlayground.Builder> settings;
    private volatile @Nullable KosmaPlayground running;

    /** An extension whose simulator has default settings. */
    public KosmaPlaygroundExtension() {
        this(UnaryOperator.identity());
    }

    private KosmaPlaygroundExtension(UnaryOperator<KosmaPlayground.Builder> settings) {
        this.settings = settings;
    }

    /** An extension whose simulator has these settings. */
    public static KosmaPlaygroundExtension with(UnaryOperator<KosmaPlayground.Builder> settings) {
        return new KosmaPlaygroundExtension(settings);
    }

    /**
     * The simulator of the running test class.
     *
     * @throws IllegalStateException when no test class is running
     */
    public KosmaPlayground playground() {
        KosmaPlayground playground = running;
        if (playground == null || playground.isClosed()) {
            throw new IllegalStateException("The playground starts with the test class; none is running");
        }
        return playground;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        started(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        started(context).reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KosmaPlayground.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context);
    }

    /** The store closes the simulator when the outermost test class is done. */
    private KosmaPlayground started(ExtensionContext context) {
        ExtensionContext testClass = context;
        while (testClass
                .getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .isPresent()) {
            testClass = testClass.getParent().orElseThrow();
        }
        KosmaPlayground playground = testClass
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        KosmaPlayground.class,
                        key -> settings.apply(KosmaPlayground.builder()).start(),
                        KosmaPlayground.class);
        running = playground;
        return playground;
    }
}
