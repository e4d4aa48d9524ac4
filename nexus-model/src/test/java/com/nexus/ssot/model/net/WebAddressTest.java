package com.nexus.ssot.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are taken, and what is read from them. */
class WebAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "http://api.example.com:8080/v1/users?active=true&page=%20",
        "HTTPS://API.Example.COM/",
        "http://127.0.0.1:1/",
        "http://10.0.0.255/a;b=c",
        "http://[2001:db8::1]:65535/x",
        "http://[::ffff:10.0.0.1]/",
        "http://[::1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:a00:1::1]/",
        "http://[2001:0:c000:201::f5ff:fffe]/",
        "http://[1:2:3:4:5:6:7:8]",
        "http://a_b.internal/x",
        "http://xn--bcher-kva.example?q",
        "http://localhost"
      })
  void plainAddressesAreTaken(String address) throws Exception {
    assertThat(WebAddress.read(address).text()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "https:/example.com/",
        "https:example.com",
        "//example.com/",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "http://a.example@127.0.0.1/",
        "https://example.com/#part",
        "https://example.com/a b",
        "https://example.com/a\tb",
        "https://example.com/a\\b",
        "https://example.com/ü",
        "https://bücher.example/",
        "https://example.com/%2",
        "https://example.com/%zz",
        "https://example.com/\u0000",
        "https://example.com/\u202e",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://1.2.3.4.5/",
        "http://256.0.0.1/",
        "http://example.com.:80/",
        "http://exa..mple.com/",
        "http://-example.com/",
        "http://example.com:/",
        "http://example.com:0/",
        "http://example.com:080/",
        "http://example.com:65536/",
        "http://example.com:99999999999/",
        "http://example.com:8o/",
        "http://[::1/",
        "http://[::g]/",
        "http://[1:2:3]/",
        "http://[1::2::3]/",
        "http://[1:2:3:4:5:6:7:8:9]/",
        "http://[fe80::1%25eth0]/",
        "http://[::1]x/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[ff02::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::169.254.169.254]/",
        "http://[2002:a9fe:a9fe::]/",
        "http://[2001:0:c000:201::5601:5601]/",
        "http://[2001:0:a9fe:a9fe::f5ff:fffe]/"
      })
  void addressesThatProgramsReadDifferentlyAreRefused(String address) {
    assertThatThrownBy(() -> WebAddress.read(address))
        .isInstanceOfSatisfying(
            WebAddress.Refused.class,
            refused -> {
              assertThat(refused.message()).isNotBlank();
              assertThat(refused.fix()).isNotBlank();
            });
  }

  @Test
  void anAddressCanBeTooLong() {
    assertThatThrownBy(() -> WebAddress.read("https://example.com/" + "a".repeat(2000)))
        .hasMessage("the address is too long");
  }

  @Test
  void schemeAndHostAreReadInLowerCase() throws Exception {
    WebAddress url = WebAddress.read("HTTPS://API.Example.COM:444/Path");
    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.host()).isEqualTo("api.example.com");
  }

  @Test
  void whatIsSentAndWhereIsReadAsWritten() throws Exception {
    WebAddress plain = WebAddress.read("https://api.example.com");
    assertThat(plain.port()).isEqualTo(443);
    assertThat(plain.authority()).isEqualTo("api.example.com");
    assertThat(plain.target()).isEqualTo("/");
    assertThat(plain.literal()).isEmpty();
    WebAddress query = WebAddress.read("http://api.example.com:8080?a=%2f/b");
    assertThat(query.target()).isEqualTo("/?a=%2f/b");
    assertThat(query.authority()).isEqualTo("api.example.com:8080");
    WebAddress six = WebAddress.read("http://[2001:DB8::1]:81/x/");
    assertThat(six.port()).isEqualTo(81);
    assertThat(six.bareHost()).isEqualTo("2001:db8::1");
    assertThat(six.literal()).isEqualTo(IpAddress.parse("2001:db8::1"));
    assertThat(six.target()).isEqualTo("/x/");
  }
}
