package dev.sotto.jobs.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The form of {@code POST /jobs}. */
final class JobForm implements FormFields {

    static final JobForm FIELDS = new JobForm();

    private JobForm() {}

    @Override
    public List<String> names() {
        return JobOptions.NAMES;
    }

    @Override
    public boolean mayRepeat(String name) {
        return false;
    }

    @Override
    public int longest(String name) {
        return JobOptions.longest(name);
    }

    @Override
    public JobOptions options(Map<String, List<String>> texts) {
        Map<String, String> single = new HashMap<>();
        texts.forEach((name, values) -> single.put(name, values.get(0)));
        return JobOptions.of(single);
    }
}
