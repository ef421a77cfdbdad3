package io.github.kosmasdk.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import io.netty.util.internal.RefCnt;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM holds on to when nothing is going on, measured several times: threads, file descriptors, memory, and how
 * many objects of each class. All room is taken with the first measurement, so that measuring does not grow itself.
 */
final class Footprints {

    private static final long MEGABYTE = 1 << 20;
    private static final int MORE_THREADS = 3;
    private static final int MORE_DESCRIPTORS = 3;
    private static final long MORE_HEAP = 3 * MEGABYTE;
    private static final long MORE_DIRECT = 6 * MEGABYTE;

    /** Classes that are used late bring some with them: so many in all rounds, when that is not the rule, so many at once. */
    private static final int LATE_OBJECTS_OF_THE_JDK = 500;

    private static final int LATE_OBJECTS_OF_THE_JDK_AT_ONCE = 2_000;
    private static final int LATE_OBJECTS_AT_ONCE = 50;

    /**
     * netty keeps the object of a buffer, and its count of references, for the next one: as many as were ever in use at the
     * same time. One that was forgotten is found by netty's leak detector, not here.
     */
    private static final int RECYCLED_BUFFERS = SoakServer.CONNECTIONS_OF_A_CLIENT;

    private final int times;
    private final Map<String, long[]> objects = new TreeMap<>();
    private final long[] threads;
    private final long[] descriptors;
    private final long[] heap;
    private final long[] direct;
    private int measured;

    Footprints(int times) {
        this.times = times;
        threads = new long[times];
        descriptors = new long[times];
        heap = new long[times];
        direct = new long[times];
    }

    /** Collects the garbage, measures, and says what was found. */
    String measure() {
        countObjects();
        threads[measured] = ManagementFactory.getThreadMXBean().getThreadCount();
        descriptors[measured] = fileDescriptors();
        heap[measured] =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        direct[measured] = directMemory();
        String found = "%d threads, %d file descriptors, %.1f MB heap, %.1f MB direct memory, %d objects"
                .formatted(
                        threads[measured],
                        descriptors[measured],
                        (double) heap[measured] / MEGABYTE,
                        (double) direct[measured] / MEGABYTE,
                        objects.values().stream()
                                .mapToLong(counts -> counts[measured])
                                .sum());
        measured++;
        return found;
    }

    /** Lists every object that is alive, after a full collection. */
    private void countObjects() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            histogram
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                    .forEach(columns -> objects.computeIfAbsent(columns[3], type -> new long[times])[measured] +=
                            Long.parseLong(columns[1]));
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static long fileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** What the JVM counts, or netty, which can take memory past it. */
    private static long directMemory() {
        long counted = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return Math.max(counted, PlatformDependent.usedDirectMemory());
    }

    /**
     * What was not given back from the second measurement on, the first one being of a JVM that is still cold.
     *
     * @param tolerance how many more objects of a class there may be
     */
    List<String> growth(long tolerance) {
        List<String> growth = new ArrayList<>();
        compare(growth, "threads", threads, MORE_THREADS, 2 * MORE_THREADS);
        compare(growth, "file descriptors", descriptors, MORE_DESCRIPTORS, 2 * MORE_DESCRIPTORS);
        compare(growth, "bytes of heap", heap, MORE_HEAP, 2 * MORE_HEAP);
        compare(growth, "bytes of direct memory", direct, MORE_DIRECT, 2 * MORE_DIRECT);
        objects.forEach((type, counts) -> {
            long more = Math.max(tolerance, atHome(type));
            compare(growth, "objects of " + type, counts, more, Math.max(2 * more, atOnce(type)));
        });
        return growth;
    }

    private static boolean isOfTheJdk(String type) {
        return type.startsWith("[") || type.startsWith("java.") || type.startsWith("jdk.");
    }

    private static long atHome(String type) {
        if (isOfTheJdk(type)) {
            return LATE_OBJECTS_OF_THE_JDK;
        }
        return type.startsWith("io.netty.buffer.") || type.equals(RefCnt.class.getName()) ? RECYCLED_BUFFERS : 0;
    }

    private static long atOnce(String type) {
        return isOfTheJdk(type) ? LATE_OBJECTS_OF_THE_JDK_AT_ONCE : LATE_OBJECTS_AT_ONCE;
    }

    /**
     * A leak adds something in most of the rounds; a class that is first used late adds to one of them. So what a round
     * typically adds must not come to more than the tolerance in all of them. What only some rounds add shows between
     * the second measurement and the last, and may be more, but not without limit.
     */
    private static void compare(List<String> growth, String what, long[] values, long tolerance, long limit) {
        long[] more = IntStream.range(2, values.length)
                .mapToLong(i -> values[i] - values[i - 1])
                .sorted()
                .toArray();
        long typical = more[(more.length - 1) / 2];
        if (typical * more.length > tolerance || values[values.length - 1] - values[1] > limit) {
            growth.add(what + ": " + Arrays.toString(values));
        }
    }
}
