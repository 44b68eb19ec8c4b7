package dev.sotto.jobs.fetch;

import dev.sotto.jobs.names.FileName;
import dev.sotto.runtime.reach.HttpUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The name of the file that a URL leads to. */
final class UrlFileName {

    private UrlFileName() {}

    /** Returns the last part of the path, as the name of a file. */
    static String of(HttpUrl url) {
        String target = url.target();
        String path = target.substring(0, target.indexOf('?') < 0 ? target.length() : target.indexOf('?'));
        String last = path.substring(path.lastIndexOf('/') + 1);
        try {
            return FileName.of(URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return FileName.of(last);
        }
    }
}
