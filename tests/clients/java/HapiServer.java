import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.JpaConfig;
import ca.uhn.fhir.jpa.config.PackageLoaderConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.packages.IPackageInstallerSvc;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec;
import ca.uhn.fhir.jpa.searchparam.config.NicknameServiceConfig;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.term.api.ITermDeferredStorageSvc;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/** HAPI FHIR's JPA server on H2 installs a package: NAME VERSION FILE SYSTEM CODE…. Says how many resources, and each code. */
public class HapiServer {
    @Configuration
    @Import({JpaR4Config.class, PackageLoaderConfig.class, HapiJpaConfig.class, JpaBatch2Config.class, Batch2JobsConfig.class,
        SubscriptionChannelConfig.class, ThreadPoolFactoryConfig.class, NicknameServiceConfig.class})
    public static class Server {
        @Bean public JpaStorageSettings storageSettings() { return new JpaStorageSettings(); }
        @Bean public PartitionSettings partitionSettings() { return new PartitionSettings(); }

        @Bean public DataSource dataSource() {
            var source = new BasicDataSource();
            source.setDriver(new org.h2.Driver());
            source.setUrl("jdbc:h2:mem:hapi");
            source.setMaxTotal(8);
            return source;
        }

        @Bean public LocalContainerEntityManagerFactoryBean entityManagerFactory(
                ConfigurableListableBeanFactory beans, FhirContext context, DataSource source) {
            var made = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, context, storageSettings());
            made.setPersistenceUnitName("hapi");
            made.setDataSource(source);
            var properties = new Properties();
            properties.put("hibernate.hbm2ddl.auto", "update");
            properties.put("hibernate.dialect", HapiFhirH2Dialect.class.getName());
            properties.put("hibernate.search.enabled", "false");
            made.setJpaProperties(properties);
            return made;
        }

        @Bean public PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var context = new AnnotationConfigApplicationContext(Server.class);
        var deferred = context.getBean(ITermDeferredStorageSvc.class);
        deferred.setProcessDeferred(false); // not before the package is committed: what is saved earlier is dropped
        var spec = new PackageInstallationSpec().setName(arguments[0]).setVersion(arguments[1])
            .setPackageContents(Files.readAllBytes(Path.of(arguments[2]))).setFetchDependencies(false)
            .setInstallMode(PackageInstallationSpec.InstallModeEnum.STORE_AND_INSTALL);
        System.out.println("installed " + context.getBean(IPackageInstallerSvc.class).install(spec).getResourcesInstalled());
        deferred.setProcessDeferred(true);
        while (!deferred.isStorageQueueEmpty(true)) deferred.saveAllDeferred();
        var support = (IValidationSupport) context.getBean(JpaConfig.JPA_VALIDATION_SUPPORT_CHAIN);
        for (int i = 4; i < arguments.length; i++) {
            var found = support.validateCode(
                new ValidationSupportContext(support), new ConceptValidationOptions(), arguments[3], arguments[i], null, null);
            System.out.println(arguments[i] + " " + (found != null && found.isOk() ? "is " + found.getDisplay() : "is none"));
        }
        System.exit(0);
    }
}
