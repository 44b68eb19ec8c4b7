package dev.sotto.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes all images: BASE PREFIX VERSION CHECKOUT TARGET. The archives are {@code TARGET/<name>.tar}. */
public final class Main {

    private static final List<String> SERVICES =
            List.of("reseller-service", "tenant-service", "job-service", "billing-service");

    private Main() {}

    /** Prints the name and digest of each image. */
    public static void main(String... arguments) throws IOException {
        Path checkout = Path.of(arguments[3]);
        Path target = Path.of(arguments[4]);
        ImageWriter writer = new ImageWriter(arguments[0], arguments[1], arguments[2], target.resolve("layers"));
        Files.createDirectories(target);
        for (Program program : programs(checkout, target.resolve("gateway/lib"))) {
            Path file = target.resolve(program.name() + ".tar");
            String digest = writer.write(program, file);
            System.out.println(arguments[1] + "/" + program.name() + "@" + digest + " " + file.normalize());
        }
    }

    static List<Program> programs(Path checkout, Path gateway) {
        List<Program> programs = new ArrayList<>();
        SERVICES.forEach(service -> programs.add(Program.service(service, checkout)));
        programs.add(Program.gateway(gateway));
        return programs;
    }
}
