package io.github.kosmasdk;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has netty's leak detector watch every buffer of every test, at paranoid, and fails the class after which a buffer
 * turns out to have been forgotten. JUnit loads it by itself, before any test.
 */
public final class NettyLeaks implements AfterAllCallback {

    private static final Queue<String> REPORTED = new ConcurrentLinkedQueue<>();

    static {
        watch();
    }

    /** Switches the detector on. Buffers that were made before the first time are not watched. */
    public static void watch() {
        if (!(ResourceLeakDetectorFactory.instance() instanceof Listening)) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Listening());
        }
    }

    private static final class Listening extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("deprecation")
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
            return newResourceLeakDetector(resource, interval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval) {
            ResourceLeakDetector<T> detector = new ResourceLeakDetector<>(resource, interval);
            detector.setLeakListener((type, records) -> REPORTED.add("LEAK: " + type + " " + records));
            return detector;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    static void check() {
        List<String> reports = reports();
        if (!reports.isEmpty()) {
            throw new AssertionError(
                    "Buffers were forgotten, by this class or one that ran before it:\n" + String.join("\n", reports));
        }
    }

    /** Collects the garbage, lets the detector look through it, and takes what it reported since the last time. */
    public static List<String> reports() {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new AssertionError("The leak detector is at " + ResourceLeakDetector.getLevel());
        }
        collectGarbage();
        ByteBufAllocator.DEFAULT.directBuffer().release(); // the detector looks whenever a buffer is made
        List<String> reports = new ArrayList<>();
        for (String report = REPORTED.poll(); report != null; report = REPORTED.poll()) {
            reports.add(report);
        }
        return reports;
    }

    /** Collects it twice: when the second piece was found, so was all that the first collection had to tell. */
    private static void collectGarbage() {
        try {
            findAPieceOfGarbage();
            findAPieceOfGarbage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void findAPieceOfGarbage() throws InterruptedException {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), found);
        do {
            System.gc();
        } while (found.remove(100) != garbage);
    }
}
