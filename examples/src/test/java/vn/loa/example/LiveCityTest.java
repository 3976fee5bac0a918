package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * The live page in a real browser, from its first sight to the end of a campaign; pictures of it
 * stay in {@code target/screenshots}. Debian's {@code chromium} and {@code chromium-driver} are
 * used where they are.
 */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveCityTest {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOSTILE = "Kế hoạch <script>document.title='x'</script> & \"gọn\"";

  @TempDir private static Path folder;

  private static @Nullable LiveCity city;
  private static @Nullable ChromeDriver browser;

  @BeforeAll
  static void open() throws Exception {
    boolean there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    if (!there) {
      System.out.println("SKIPPED: LiveCityTest needs " + BROWSER + " and " + DRIVER);
      assertThat(System.getenv("CI")).as("in CI a skip is a failure").isNull();
    }
    assumeTrue(there);
    Path plan = folder.resolve("plan.json");
    Files.writeString(
        plan,
        Files.readString(Path.of("plan-1270.json"))
            .replaceFirst(
                "\"Truyền thông chủ đề và chương trình công tác năm 2022[^\"]*\"",
                "\"" + HOSTILE.replace("\\", "\\\\").replace("\"", "\\\\\"") + "\""));
    Path citizens = folder.resolve("citizens.csv");
    DemoCity.writeCitizens(citizens, 2_000);
    DemoInput input = DemoInput.read(plan, Path.of("agencies-hcmc.json"), citizens, "II.1.2");
    city = LiveCity.open(input, new DemoTime(DemoRun.MORNING), folder, 0);
    browser = browser();
    browser.get(city.uri() + "#vi");
    Files.createDirectories(PICTURES);
  }

  /** With nothing that asks anybody beyond this machine. */
  private static ChromeDriver browser() {
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1280,1600");
    return new ChromeDriver(service, options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
    if (city != null) {
      Path left = city.folder();
      city.close();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  @Order(1)
  void the_page_shows_the_plan_and_what_is_due_and_runs_nothing_it_is_told() {
    await(() -> text("title").startsWith("Kế hoạch"));
    assertThat(text("title")).isEqualTo(HOSTILE);
    assertThat(page().getTitle()).isEqualTo("Loa – 1270/KH-UBND");
    assertThat(all("#themes li")).hasSize(3);
    assertThat(text("themes")).contains("II.1.2").contains("◂ đang phát");
    assertThat(text("calendar")).contains("▸ 2022-05").contains("15/05/2022");
    assertThat(text("link")).isEqualTo("● trực tiếp");
    assertThat(all("#shelf a")).hasSize(6);
    picture("first-sight");
  }

  @Test
  @Order(2)
  void a_campaign_moves_and_wards_light_up() {
    press("announce");
    await(() -> all("#campaigns .campaign").size() == 3);
    await(() -> text("campaigns").contains("/giây, còn"));
    await(() -> !all("#wards .lit").isEmpty());
    assertThat(text("wards-sum")).contains("300 loa");
    assertThat(text("log")).contains("Bắt đầu");
    picture("campaigns");
  }

  @Test
  @Order(3)
  void an_emergency_goes_past_the_queue() {
    press("emergency");
    await(() -> text("campaigns").contains("Tin đầu tiên tới nơi sau"));
    assertThat(text("campaigns")).contains("khẩn cấp");
  }

  @Test
  @Order(4)
  void a_pulled_plug_leaves_doubts_that_a_person_decides_and_a_plugged_one_goes_on() {
    press("plug");
    await(() -> text("plug").contains("Cắm lại"));
    await(() -> !all("#doubts li").isEmpty());
    picture("plug-pulled");
    int before = all("#doubts li").size();
    String first = all("#doubts li").get(0).getDomAttribute("data-key");
    page().findElement(By.cssSelector("#doubts li button[data-decision=SENT]")).click();
    await(
        () ->
            all("#doubts li").stream()
                .noneMatch(it -> Objects.equals(first, it.getDomAttribute("data-key"))));
    assertThat(before).isPositive();
    assertThat(text("log")).contains("được quyết định");
    page().findElement(By.cssSelector("#doubts li button[data-decision=SEND_AGAIN]")).click();
    press("plug");
    await(() -> text("plug").contains("Rút dây"));
    await(() -> text("log").contains("Đã cắm lại"));
  }

  @Test
  @Order(5)
  void a_district_without_power_is_dark_until_it_has_it_back() {
    press("power");
    await(() -> page().findElement(By.id("restore")).isEnabled());
    assertThat(text("log")).contains("Đã cắt điện loa");
    press("restore");
    await(() -> !page().findElement(By.id("restore")).isEnabled());
  }

  @Test
  @Order(6)
  void the_page_speaks_english_too() {
    press("language");
    await(() -> text("announce").equals("Send the announcement"));
    assertThat(html().getDomAttribute("lang")).isEqualTo("en");
    assertThat(page().getCurrentUrl()).endsWith("#en");
    assertThat(text("campaigns")).contains("with proof");
    picture("english");
    press("language");
    await(() -> "vi".equals(html().getDomAttribute("lang")));
  }

  @Test
  @Order(7)
  void everything_can_be_reached_and_done_by_keyboard() {
    page().navigate().refresh();
    await(() -> text("link").equals("● trực tiếp"));
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      new Actions(page()).sendKeys(Keys.TAB).perform();
      WebElement active = page().switchTo().activeElement();
      reached.add(active.getDomAttribute("id") + "|" + active.getDomAttribute("class"));
      if ("language".equals(active.getDomAttribute("id"))) {
        assertThat(
                page()
                    .executeScript("return getComputedStyle(document.activeElement).outlineStyle"))
            .isEqualTo("solid");
      }
    }
    assertThat(reached)
        .containsSubsequence(
            "null|skip", "language|null", "announce|main", "plug|null", "emergency|alarm")
        .containsSubsequence("district|null", "power|null");
    page().findElement(By.id("language")).sendKeys(Keys.ENTER);
    await(() -> "en".equals(html().getDomAttribute("lang")));
    page().switchTo().activeElement().sendKeys(Keys.SPACE);
    await(() -> "vi".equals(html().getDomAttribute("lang")));
  }

  @Test
  @Order(8)
  void it_fits_a_phone_and_the_dark() {
    page().manage().window().setSize(new Dimension(500, 900));
    page()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 360, "height", 780, "deviceScaleFactor", 2, "mobile", true));
    picture("phone");
    assertThat(
            page()
                .executeScript(
                    "return [...document.querySelectorAll('body *')].filter(it =>"
                        + " it.getBoundingClientRect().right > 360 && !it.closest('.scroll'))"
                        + ".map(it => it.tagName + '.' + it.id)"))
        .as("what sticks out")
        .isEqualTo(List.of());
    assertThat((Long) page().executeScript("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360L);
    page()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    picture("phone-dark");
    page().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    page().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    page().manage().window().setSize(new Dimension(1280, 1600));
  }

  @Test
  @Order(9)
  void a_campaign_is_followed_to_its_end_and_its_report_is_opened() {
    await(() -> text("log").contains("mọi lượt gửi qua sms"));
    picture("end");
    String report =
        all("#shelf a").stream()
            .map(it -> it.getDomProperty("href"))
            .filter(it -> it.endsWith(".vi.html"))
            .findFirst()
            .orElseThrow();
    page().get(report);
    assertThat(page().findElement(By.tagName("h1")).getText()).isEqualTo("BÁO CÁO");
    assertThat(page().findElement(By.id("campaigns")).getText()).contains("loudspeakers");
    picture("report");
  }

  private static ChromeDriver page() {
    return Objects.requireNonNull(browser);
  }

  private static WebElement html() {
    return page().findElement(By.tagName("html"));
  }

  private static String text(String id) {
    return page().findElement(By.id(id)).getText();
  }

  private static List<WebElement> all(String css) {
    return page().findElements(By.cssSelector(css));
  }

  private static void press(String id) {
    page().findElement(By.id(id)).click();
  }

  private static void await(BooleanSupplier holds) {
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(holds::getAsBoolean);
  }

  /** The whole page, as long as it is. */
  private static void picture(String name) {
    Map<String, Object> clip = new HashMap<>(Map.of("x", 0, "y", 0, "scale", 1));
    for (String side : List.of("Width", "Height")) {
      Object length = page().executeScript("return document.documentElement.scroll" + side);
      clip.put(side.toLowerCase(Locale.ROOT), Objects.requireNonNull(length));
    }
    Map<String, Object> taken =
        page()
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    byte[] png = Base64.getDecoder().decode(String.valueOf(taken.get("data")));
    try {
      Files.write(PICTURES.resolve(name + ".png"), png);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
