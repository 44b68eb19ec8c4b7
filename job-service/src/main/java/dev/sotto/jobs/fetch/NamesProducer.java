package dev.sotto.jobs.fetch;

import dev.sotto.runtime.reach.Names;
import dev.sotto.runtime.reach.ReachableAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Where URLs may lead, and who resolves their hosts, by the settings. */
@ApplicationScoped
class NamesProducer {

    @Produces
    @Singleton
    Names names(FetchSettings settings) {
        return Names.of(settings.dnsServer(), "sotto.fetch.dns-server");
    }

    @Produces
    @Singleton
    ReachableAddresses addresses(FetchSettings settings) {
        return new ReachableAddresses(settings.allowedAddresses().orElse(List.of()));
    }

    void close(@Disposes Names names) {
        names.close();
    }
}
