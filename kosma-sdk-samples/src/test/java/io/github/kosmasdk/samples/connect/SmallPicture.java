package io.github.kosmasdk.samples.connect;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes a picture in few shades, which pages have few of anyway, so that it is small enough for a repository. */
final class SmallPicture {

    private static final int SHADES = 0xF0F0F0;

    private SmallPicture() {}

    static void write(byte[] png, Path file) throws IOException {
        Files.deleteIfExists(file);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(file.toFile())) {
            BufferedImage picture = inFewShades(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png))));
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), smallest);
            writer.dispose();
        }
    }

    private static BufferedImage inFewShades(BufferedImage picture) {
        BufferedImage result = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int shade = picture.getRGB(x, y) & SHADES;
                result.setRGB(x, y, shade | shade >> 4);
            }
        }
        return result;
    }
}
