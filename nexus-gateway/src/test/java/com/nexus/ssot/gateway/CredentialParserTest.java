package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

class CredentialParserTest {
  private static final String LINE = "Authorization: Bearer abc.DEF-1_2\r\n";
  private static final String START = "GET /a HTTP/1.1\r\n";
  private static final String HOST = "Host: x\r\n";

  @Test
  void aLineThatComesAgainIsTheSameField() {
    Heard heard = new Heard();
    read(remembering(heard), List.of(START + HOST + LINE + "\r\n", START + HOST + LINE + "\r\n"));
    assertThat(heard.credentials()).hasSize(2);
    assertThat(heard.credentials().getLast())
        .isInstanceOfSatisfying(
            Credential.Field.class,
            field -> assertThat(field.credential.text).isEqualTo("abc.DEF-1_2"));
    read(remembering(heard), List.of(START + HOST + LINE + "\r\n"));
    assertThat(heard.credentials().getLast()).isNotInstanceOf(Credential.Field.class);
  }

  @Test
  void aCredentialThatDiffersInOneLetterIsAnother() {
    Heard heard = new Heard();
    String other = LINE.replace("DEF", "dEF");
    read(
        remembering(heard),
        List.of(
            START + HOST + LINE + "\r\n",
            START + HOST + other + "\r\n",
            START + HOST + other + "\r\n"));
    assertThat(heard.credentials().stream().map(HttpField::getValue))
        .containsExactly("Bearer abc.DEF-1_2", "Bearer abc.dEF-1_2", "Bearer abc.dEF-1_2");
  }

  @Test
  void theSameBytesInABodyAreABody() {
    Heard heard = new Heard();
    String post = "POST /a HTTP/1.1\r\n" + HOST;
    String first = post + "Content-Length:    0\r\n" + LINE + "\r\n";
    String body = LINE + "more";
    String second = post + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    assertThat(second.indexOf(LINE)).isEqualTo(first.indexOf(LINE));
    read(remembering(heard), List.of(first, second));
    assertThat(heard.credentials()).hasSize(1);
  }

  @Test
  void twoOfThemAreTwo() {
    Heard heard = new Heard();
    String twice = START + HOST + LINE + LINE + "\r\n";
    read(remembering(heard), List.of(twice, twice));
    assertThat(heard.credentials()).hasSize(4);
  }

  @Test
  void whoChangesAllTheTimeIsReadLikeEverybody() {
    Heard heard = new Heard();
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      requests.add(START + HOST + "Authorization: Bearer token-" + i + "\r\n\r\n");
    }
    requests.add(requests.getLast());
    read(remembering(heard), requests);
    assertThat(heard.credentials()).hasSize(21);
    assertThat(heard.credentials().getLast()).isNotInstanceOf(Credential.Field.class);
  }

  @Test
  void whateverComesIsReadAsJettyReadsIt() {
    long seed = System.nanoTime();
    System.out.println("CredentialParserTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<String> requests = requests(random);
      List<String> pieces = pieces(String.join("", requests), random);
      Heard plain = new Heard();
      Heard remembering = new Heard();
      HttpParser jetty = new HttpParser(plain, 16 << 10, HttpCompliance.STRICT);
      jetty.setHeaderCacheSize(0);
      read(jetty, pieces);
      read(remembering(remembering), pieces);
      assertThat(remembering.said).as("seed %s, %s", seed, pieces).isEqualTo(plain.said);
    }
  }

  private static List<String> requests(Random random) {
    List<String> lines =
        List.of(
            HOST,
            LINE,
            LINE.toLowerCase(Locale.ROOT),
            "A: b\r\n",
            "Authorization: Basic YTpi\r\n",
            " folded\r\n",
            "Authorization: Bearer abc.DEF-1_2 \r\n",
            "Authorization: Bearer \r\n",
            "Connection: keep-alive\r\n");
    List<String> requests = new ArrayList<>();
    String fields = "";
    for (int i = 0; i < 4; i++) {
      if (i == 0 || random.nextInt(3) == 0) {
        StringBuilder made = new StringBuilder(random.nextInt(8) == 0 ? "" : HOST);
        for (int line = random.nextInt(4); line >= 0; line--) {
          int which = random.nextInt(random.nextInt(6) == 0 ? lines.size() : 4);
          made.append(which == 0 ? LINE : lines.get(which));
        }
        fields = made.toString();
      }
      String body = random.nextInt(3) == 0 ? "\r\n" + LINE + fields + "\r\n" : "";
      requests.add(
          body.isEmpty()
              ? START + fields + "\r\n"
              : "POST /a HTTP/1.1\r\n"
                  + fields
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
    }
    return requests;
  }

  private static List<String> pieces(String all, Random random) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < all.length()) {
      int length = random.nextBoolean() ? all.length() - at : 1 + random.nextInt(60);
      int end = Math.min(all.length(), at + length);
      pieces.add(all.substring(at, end));
      at = end;
    }
    return pieces;
  }

  private static HttpParser remembering(Heard heard) {
    return new CredentialParser(heard, 16 << 10, HttpCompliance.STRICT);
  }

  /** Lets a parser read as a connection does: what is left over comes before what is next. */
  private static void read(HttpParser parser, List<String> pieces) {
    Heard heard = (Heard) parser.getHandler();
    ByteBuffer left = ByteBuffer.allocate(0);
    for (String piece : pieces) {
      ByteBuffer buffer = BufferUtil.allocateDirect(left.remaining() + piece.length());
      BufferUtil.append(buffer, left);
      BufferUtil.append(buffer, piece.getBytes(StandardCharsets.ISO_8859_1));
      boolean more = true;
      while (more && buffer.hasRemaining() && !parser.isClosed()) {
        int before = buffer.remaining();
        heard.ended = false;
        parser.parseNext(buffer);
        if (heard.ended) {
          parser.reset();
        }
        more = heard.ended || buffer.remaining() < before;
      }
      left = buffer;
    }
  }

  /** What a parser tells, the fields in the order in which each name comes. */
  private static final class Heard implements HttpParser.RequestHandler {
    private final List<HttpField> fields = new ArrayList<>();
    private final List<String> block = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private boolean ended;

    List<HttpField> credentials() {
      return fields.stream()
          .filter(field -> field.getName().equalsIgnoreCase("authorization"))
          .toList();
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
      said.add(method + " " + uri);
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(field);
      block.add(field.getName().toLowerCase(Locale.ROOT) + "=" + field.getValue());
    }

    @Override
    public boolean headerComplete() {
      block.sort(Comparator.naturalOrder());
      said.addAll(block);
      block.clear();
      return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
      said.add("content " + BufferUtil.toString(item));
      BufferUtil.clear(item);
      return false;
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      said.add("end");
      ended = true;
      return true;
    }

    @Override
    public void badMessage(HttpException failure) {
      said.add("bad " + failure.getCode() + " " + failure.getReason());
    }

    @Override
    public void earlyEOF() {
      said.add("early end");
    }
  }
}
