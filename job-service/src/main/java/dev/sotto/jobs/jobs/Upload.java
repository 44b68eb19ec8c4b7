package dev.sotto.jobs.jobs;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * A recording as it came: spooled, and nothing about it believed yet.
 *
 * @param spooled where it lies
 * @param fileName only to be shown
 */
record Upload(Path spooled, String fileName, UUID workflowId) {

    private static final int LONGEST_NAME = 255;

    /** The form's two parts, {@code file} and {@code workflow_id}; whatever else is in it is refused. */
    static Upload of(MultipartFormDataInput form) {
        Map<String, Collection<FormValue>> parts = form.getValues();
        List<Fault> faults = new ArrayList<>();
        parts.keySet().stream()
                .filter(name -> !name.equals("file") && !name.equals("workflow_id"))
                .sorted()
                .forEach(name -> faults.add(new Fault(
                        "/" + name.replace("~", "~0").replace("/", "~1"), "is not a part that is known here")));
        FormValue file = single(parts, "file", faults);
        FormValue workflow = single(parts, "workflow_id", faults);
        if (file != null && !file.isFileItem()) {
            faults.add(new Fault("/file", "must be a file, with a file name"));
        }
        UUID workflowId = workflow == null ? null : id(workflow, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Upload(spooled(file), shown(file.getFileName()), workflowId);
    }

    private static FormValue single(Map<String, Collection<FormValue>> parts, String name, List<Fault> faults) {
        Collection<FormValue> values = parts.getOrDefault(name, List.of());
        if (values.size() != 1) {
            faults.add(new Fault("/" + name, values.isEmpty() ? "is missing" : "must be there once only"));
            return null;
        }
        return values.iterator().next();
    }

    private static UUID id(FormValue workflow, List<Fault> faults) {
        String text = workflow.isFileItem() ? "" : workflow.getValue();
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("/workflow_id", "must be a UUID"));
            return null;
        }
        faults.add(new Fault("/workflow_id", "must be a UUID"));
        return null;
    }

    private static Path spooled(FormValue file) {
        return file.getFileItem().getFile();
    }

    /** The last part of what the caller named it, without characters that can't be stored or shown. */
    static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder clean = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_NAME)
                .forEach(clean::appendCodePoint);
        String shown = clean.toString().strip();
        return shown.isEmpty() ? "recording" : shown;
    }
}
