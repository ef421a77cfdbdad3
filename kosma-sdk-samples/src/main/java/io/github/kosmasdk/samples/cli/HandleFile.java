package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.payment.PaymentHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where the handle of a payment is kept until its outcome is known. Only the owner can read the file: it is a secret. */
final class HandleFile {

    private Optional<Path> path;

    private HandleFile(Optional<Path> path) {
        this.path = path;
    }

    /**
     * A file for a payment that is about to be made.
     *
     * @param path where; empty: a new file among the temporary ones
     * @throws SampleException when a handle is there already
     */
    static HandleFile forNewPayment(Optional<Path> path) {
        path.filter(Files::exists).ifPresent(taken -> {
            throw new SampleException("there is already a file " + taken
                    + ": find out what became of its payment first," + " with resolve --handle=" + taken);
        });
        return new HandleFile(path);
    }

    static HandleFile of(Path path) {
        return new HandleFile(Optional.of(path));
    }

    /** Writes the handle, as a whole or not at all. */
    void keep(PaymentHandle handle) {
        try {
            Optional<Path> directory =
                    path.map(Path::toAbsolutePath).flatMap(file -> Optional.ofNullable(file.getParent()));
            Path written = directory.isPresent()
                    ? Files.createTempFile(directory.get(), "kosma-payment-", ".json")
                    : Files.createTempFile("kosma-payment-", ".json");
            Files.writeString(written, handle.toJson());
            if (path.isPresent()) {
                Files.move(written, path.get(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                path = Optional.of(written);
            }
        } catch (IOException e) {
            throw new SampleException("the handle of the payment cannot be written to " + this);
        }
    }

    PaymentHandle read() {
        Path file = path.orElseThrow();
        try {
            return PaymentHandle.fromJson(Files.readString(file));
        } catch (IOException e) {
            throw new SampleException("there is no handle of a payment in " + file);
        } catch (KosmaUsageException e) {
            throw new SampleException("the file " + file + " holds no handle of a payment: " + e.getMessage());
        }
    }

    void delete() {
        try {
            if (path.isPresent()) {
                Files.deleteIfExists(path.get());
            }
        } catch (IOException e) {
            throw new SampleException("the handle " + path.orElseThrow() + " cannot be deleted");
        }
    }

    @Override
    public String toString() {
        return path.map(Path::toString).orElse("(not kept)");
    }
}
