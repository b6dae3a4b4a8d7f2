/* Words of column names and what they are about: English, Turkish, German, French, Spanish,
 * Portuguese, without accents. HEAD_LAST: languages that put the head of a name last (order_date,
 * siparis_tarihi, bestell_datum); HEAD_FIRST: those that put it first (data_pedido); HEAD_NONE:
 * good for a whole name only. The longest words of a name win, so that what means something else in
 * company stands here by itself. Of words that mean different things in two languages, the more
 * frequent one stands here. */
#include "import/import_parts.h"

/* clang-format off */
const ph_word_row ph_word_rows[] = {
    {PH_ABOUT_EMAIL, PH_HEAD_LAST,
     "email|mail address|email address|mail|user email|eposta|eposta adresi|mail adresi|"
     "courriel|adresse email|adresse mail|mel|correo|correo electronico|correo e|"
     "correo email|endereco email|endereco de email|mailadresse|emailadresse"},
    {PH_ABOUT_FULL_NAME, PH_HEAD_LAST,
     "full name|person name|display name|customer name|client name|contact name|"
     "user full name|author name|recipient name|employee name|holder name|account holder|"
     "cardholder|patient name|student name|owner name|ad soyad|adi soyadi|isim soyisim|"
     "tam ad|musteri adi|kisi adi|yetkili|yetkili kisi|vollstandiger name|ansprechpartner|"
     "kundenname|kontoinhaber|empfanger|benutzername voll"},
    {PH_ABOUT_FULL_NAME, PH_HEAD_FIRST,
     "nom complet|nom client|nom et prenom|nombre completo|nombre y apellidos|"
     "nombre cliente|nombre del cliente|nome completo|nome cliente|nome do cliente|"
     "titulaire|destinataire|titular|destinatario|razao contato"},
    {PH_ABOUT_FIRST_NAME, PH_HEAD_LAST,
     "first name|fname|given name|forename|middle name|ad|adi|isim|ilk ad|on ad|vorname|"
     "rufname|kisi isim"},
    {PH_ABOUT_FIRST_NAME, PH_HEAD_FIRST,
     "prenom|nombre|nombre de pila|primer nombre|nome|primeiro nome|nome proprio|prenoms"},
    {PH_ABOUT_LAST_NAME, PH_HEAD_LAST,
     "last name|lname|surname|family name|maiden name|soyad|soyadi|soyisim|nachname|"
     "familienname|zuname|geburtsname"},
    {PH_ABOUT_LAST_NAME, PH_HEAD_FIRST,
     "nom de famille|nom famille|apellido|apellidos|primer apellido|segundo apellido|"
     "sobrenome|ultimo nome|apelido|nome de familia"},
    {PH_ABOUT_GENDER, PH_HEAD_LAST,
     "gender|sex|cinsiyet|geschlecht"},
    {PH_ABOUT_GENDER, PH_HEAD_FIRST,
     "sexe|genre|sexo|genero"},
    {PH_ABOUT_USERNAME, PH_HEAD_LAST,
     "username|login|login name|nickname|nick|screen name|handle|account name|"
     "kullanici adi|kullanici|benutzername|anmeldename|benutzerkennung|spitzname"},
    {PH_ABOUT_USERNAME, PH_HEAD_FIRST,
     "nom utilisateur|nom d utilisateur|identifiant|pseudo|pseudonyme|usuario|"
     "nombre usuario|nombre de usuario|nome usuario|nome de usuario|utilizador|apodo"},
    {PH_ABOUT_PHONE, PH_HEAD_LAST,
     "phone|phone number|phone no|telephone|telephone number|tel|tel no|mobile|"
     "mobile number|mobile phone|cell|cell phone|fax|fax number|msisdn|whatsapp|telefon|"
     "telefon numarasi|telefon no|cep|cep telefonu|cep tel|gsm|faks|telefonnummer|handy|"
     "handynummer|mobilnummer|rufnummer|faxnummer|mobiltelefon|landline"},
    {PH_ABOUT_PHONE, PH_HEAD_FIRST,
     "telefone|telefono|numero telephone|numero de telephone|portable|tel portable|"
     "numero telefono|numero de telefono|movil|celular|telefone celular|telemovel|"
     "numero telefone|numero de telefone|fax numero"},
    {PH_ABOUT_COMPANY, PH_HEAD_LAST,
     "company|company name|organization|organisation|organization name|employer|"
     "business name|legal name|vendor name|supplier name|vendor|supplier|manufacturer|"
     "brand|brand name|publisher|agency|sirket|sirket adi|firma adi|firma|kurum|kurulus|"
     "unvan|ticari unvan|marka|tedarikci|firmenname|unternehmen|arbeitgeber|lieferant|"
     "hersteller|marke"},
    {PH_ABOUT_COMPANY, PH_HEAD_FIRST,
     "entreprise|societe|raison sociale|nom entreprise|nom societe|employeur|fournisseur|"
     "marque|fabricant|empresa|nombre empresa|razon social|compania|proveedor|marca|"
     "fabricante|nome empresa|nome da empresa|razao social|nome fantasia|fornecedor"},
    {PH_ABOUT_JOB, PH_HEAD_LAST,
     "job|job title|occupation|profession|job position|meslek|gorev|is unvani|"
     "pozisyon adi|beruf|berufsbezeichnung|stellenbezeichnung"},
    {PH_ABOUT_JOB, PH_HEAD_FIRST,
     "metier|fonction|poste|profesion|ocupacion|puesto|cargo|profissao|ocupacao"},
    {PH_ABOUT_STREET, PH_HEAD_LAST,
     "address|street|street address|street name|address line|addr|shipping address|"
     "billing address|mailing address|home address|adres|acik adres|sokak|cadde|ev adresi|"
     "teslimat adresi|fatura adresi|adresse|anschrift|strasse|strassenname|str|"
     "lieferadresse|rechnungsadresse"},
    {PH_ABOUT_STREET, PH_HEAD_FIRST,
     "rue|voie|adresse postale|adresse ligne|adresse livraison|adresse facturation|"
     "direccion|calle|domicilio|direccion de envio|endereco|rua|logradouro|morada|"
     "endereco entrega|avenida"},
    {PH_ABOUT_HOUSE_NUMBER, PH_HEAD_LAST,
     "house number|house no|street number|building number|apartment number|kapi no|"
     "daire no|bina no|hausnummer|haus nr"},
    {PH_ABOUT_HOUSE_NUMBER, PH_HEAD_FIRST,
     "numero de rue|numero rue|numero voie|numero calle|numero exterior|numero casa|"
     "numero da casa"},
    {PH_ABOUT_CITY, PH_HEAD_LAST,
     "city|town|city name|municipality|sehir|il|ilce|sehir adi|kent|stadt|ort|wohnort|"
     "gemeinde|birthplace|birth city|geburtsort|dogum yeri"},
    {PH_ABOUT_CITY, PH_HEAD_FIRST,
     "ville|commune|localite|ciudad|localidad|municipio|poblacion|cidade|"
     "ville de naissance|lieu de naissance|lugar de nacimiento|cidade natal|localidade"},
    {PH_ABOUT_REGION, PH_HEAD_LAST,
     "region|state name|province|county|district|bolge|eyalet|mahalle|semt|bundesland|"
     "landkreis|kanton|bezirk"},
    {PH_ABOUT_REGION, PH_HEAD_FIRST,
     "departement|provincia|comarca|estado nome|bairro|distrito|barrio|regiao|quartier"},
    {PH_ABOUT_POSTAL_CODE, PH_HEAD_LAST,
     "postal code|zip|zip code|postcode|posta kodu|pk|postleitzahl|plz"},
    {PH_ABOUT_POSTAL_CODE, PH_HEAD_FIRST,
     "code postal|codigo postal|cp|cep codigo|codigo cep"},
    {PH_ABOUT_COUNTRY, PH_HEAD_LAST,
     "country|country name|nation|nationality|ulke|ulke adi|uyruk|staat|"
     "staatsangehorigkeit|herkunftsland"},
    {PH_ABOUT_COUNTRY, PH_HEAD_FIRST,
     "pays|nationalite|pays de naissance|pais|nacionalidad|nacionalidade|pais de origem"},
    {PH_ABOUT_COUNTRY_CODE, PH_HEAD_LAST,
     "country code|country iso|iso country|ulke kodu|landercode|landeskennung|laendercode"},
    {PH_ABOUT_COUNTRY_CODE, PH_HEAD_FIRST,
     "code pays|codigo pais|codigo de pais|codigo do pais"},
    {PH_ABOUT_CURRENCY, PH_HEAD_LAST,
     "currency|currency code|para birimi|doviz|wahrung|waehrung|wahrungscode"},
    {PH_ABOUT_CURRENCY, PH_HEAD_FIRST,
     "devise|code devise|monnaie|moneda|divisa|codigo moneda|moeda|codigo moeda"},
    {PH_ABOUT_LOCALE, PH_HEAD_LAST,
     "locale|language|lang|language code|dil|dil kodu|sprache|sprachcode"},
    {PH_ABOUT_LOCALE, PH_HEAD_FIRST,
     "langue|code langue|idioma|lengua|codigo idioma|lingua"},
    {PH_ABOUT_TIMEZONE, PH_HEAD_LAST,
     "timezone|tz|saat dilimi|zeitzone"},
    {PH_ABOUT_TIMEZONE, PH_HEAD_FIRST,
     "fuseau horaire|fuseau|zona horaria|huso horario|fuso horario"},
    {PH_ABOUT_LATITUDE, PH_HEAD_LAST,
     "latitude|lat|enlem|breitengrad|geo lat|breite geo"},
    {PH_ABOUT_LATITUDE, PH_HEAD_FIRST,
     "latitud"},
    {PH_ABOUT_LONGITUDE, PH_HEAD_LAST,
     "longitude|lng|lon|long|boylam|langengrad|laengengrad|geo lng|geo lon"},
    {PH_ABOUT_LONGITUDE, PH_HEAD_FIRST,
     "longitud"},
    {PH_ABOUT_BORN, PH_HEAD_LAST,
     "birth date|birthday|date of birth|dob|born|born on|born at|dogum tarihi|dogum gunu|"
     "geburtsdatum|geburtstag|geb datum"},
    {PH_ABOUT_BORN, PH_HEAD_FIRST,
     "date de naissance|date naissance|naissance|ne le|fecha de nacimiento|"
     "fecha nacimiento|nacimiento|data de nascimento|data nascimento|nascimento|"
     "dt nascimento"},
    {PH_ABOUT_AGE, PH_HEAD_LAST,
     "age|yas|alter"},
    {PH_ABOUT_AGE, PH_HEAD_FIRST,
     "edad|idade"},
    {PH_ABOUT_CREATED, PH_HEAD_LAST,
     "created at|created|created on|creation date|create date|create time|creation time|"
     "date created|time created|created date|inserted at|registered at|registration date|"
     "signup date|signed up at|joined at|joined on|date joined|date added|added at|"
     "entry date|record date|timestamp|gmt create|olusturma tarihi|olusturulma tarihi|"
     "kayit tarihi|eklenme tarihi|uyelik tarihi|olusturulma zamani|olusturuldu|"
     "erstellt am|erstellt|erstellungsdatum|angelegt am|erstelldatum|anlagedatum|"
     "registriert am|erfasst am"},
    {PH_ABOUT_CREATED, PH_HEAD_FIRST,
     "date creation|date de creation|cree le|date ajout|date d ajout|date inscription|"
     "date d inscription|date enregistrement|fecha creacion|fecha de creacion|creado en|"
     "creado el|fecha alta|fecha de alta|fecha registro|fecha de registro|data criacao|"
     "data de criacao|criado em|data cadastro|data de cadastro|dt criacao|dt cadastro|"
     "data registo|cadastrado em"},
    {PH_ABOUT_UPDATED, PH_HEAD_LAST,
     "updated at|updated|updated on|modified|modified at|modified on|last modified|"
     "last updated|last update|update date|update time|modification date|date modified|"
     "date updated|changed|changed at|changed on|last change|gmt modified|"
     "guncelleme tarihi|guncellenme tarihi|degistirilme tarihi|son guncelleme|"
     "duzenleme tarihi|aktualisiert am|aktualisiert|geandert am|geandert|anderungsdatum|"
     "letzte anderung|bearbeitet am"},
    {PH_ABOUT_UPDATED, PH_HEAD_FIRST,
     "date modification|date de modification|modifie le|mis a jour le|date mise a jour|"
     "date maj|maj le|fecha actualizacion|fecha de actualizacion|actualizado en|"
     "actualizado el|fecha modificacion|fecha de modificacion|modificado el|"
     "data atualizacao|data de atualizacao|atualizado em|data alteracao|data de alteracao|"
     "alterado em|dt atualizacao"},
    {PH_ABOUT_DELETED, PH_HEAD_LAST,
     "deleted at|deleted|deleted on|removed at|archived at|deletion date|date deleted|"
     "is deleted|silinme tarihi|silindi|geloscht am|geloescht am|loschdatum|archiviert am"},
    {PH_ABOUT_DELETED, PH_HEAD_FIRST,
     "date suppression|date de suppression|supprime le|fecha eliminacion|"
     "fecha de eliminacion|eliminado en|fecha baja|fecha de baja|data exclusao|"
     "data de exclusao|excluido em|deletado em|removido em"},
    {PH_ABOUT_HAPPENED, PH_HEAD_LAST,
     "at|on|date|datetime|published at|publish date|verified at|email verified at|"
     "confirmed at|sent at|read at|seen at|last login|last login at|last seen|"
     "last seen at|last used at|last activity|paid at|payment date|shipped at|"
     "delivered at|completed at|finished at|cancelled at|canceled at|approved at|"
     "accepted at|processed at|failed at|resolved at|closed at|order date|ordered at|"
     "invoice date|purchase date|transaction date|posted at|post date|release date|"
     "released at|hire date|logged at|occurred at|event date|visited at|available at|"
     "reserved at|tarih|tarihi|siparis tarihi|fatura tarihi|odeme tarihi|son giris|"
     "yayin tarihi|islem tarihi|datum|bestelldatum|rechnungsdatum|zahlungsdatum|kaufdatum|"
     "letzter login|versanddatum|lieferdatum|am"},
    {PH_ABOUT_HAPPENED, PH_HEAD_FIRST,
     "date commande|date de commande|date facture|date paiement|date de paiement|"
     "date livraison|date publication|derniere connexion|fecha|fecha pedido|"
     "fecha de pedido|fecha pago|fecha de pago|fecha factura|fecha publicacion|"
     "ultimo acceso|data|data pedido|data do pedido|data pagamento|data de pagamento|"
     "data compra|data da compra|data entrega|ultimo acesso|data publicacao|dt|le|em|el"},
    {PH_ABOUT_STARTS, PH_HEAD_LAST,
     "start|start date|starts at|started at|start at|start time|begin|begin date|"
     "begins at|from date|valid from|effective date|effective from|period start|check in|"
     "baslangic|baslangic tarihi|baslama tarihi|beginn|startdatum|anfangsdatum|gultig ab|"
     "gueltig ab|gultig von|startzeit"},
    {PH_ABOUT_STARTS, PH_HEAD_FIRST,
     "debut|date debut|date de debut|valable du|inicio|fecha inicio|fecha de inicio|"
     "fecha desde|data inicio|data de inicio|data inicial|inicio em|vigencia inicio"},
    {PH_ABOUT_ENDS, PH_HEAD_LAST,
     "end|end date|ends at|ended at|end at|end time|finish date|to date|until|valid to|"
     "valid until|effective to|period end|check out|bitis|bitis tarihi|son tarih|ende|"
     "enddatum|gultig bis|gueltig bis|endzeit"},
    {PH_ABOUT_ENDS, PH_HEAD_FIRST,
     "fin|date fin|date de fin|valable jusqu au|fecha fin|fecha de fin|fecha hasta|"
     "data fim|data de fim|data final|fim em|termino|data termino|vigencia fim"},
    {PH_ABOUT_EXPIRES, PH_HEAD_LAST,
     "expires|expires at|expires on|expiry|expiry date|expiration|expiration date|"
     "expire date|expired at|due|due date|due at|due on|deadline|trial ends at|vade|"
     "vade tarihi|son kullanma tarihi|son odeme tarihi|gecerlilik tarihi|ablaufdatum|"
     "lauft ab am|faellig am|fallig am|falligkeit|falligkeitsdatum|verfallsdatum"},
    {PH_ABOUT_EXPIRES, PH_HEAD_FIRST,
     "date expiration|date d expiration|expire le|echeance|date echeance|date d echeance|"
     "fecha vencimiento|fecha de vencimiento|vencimiento|fecha expiracion|caducidad|"
     "fecha caducidad|data vencimento|data de vencimento|vencimento|data expiracao|"
     "validade|data validade|expira em"},
    {PH_ABOUT_CLOCK, PH_HEAD_LAST,
     "time|time of day|hour time|opening time|closing time|opens at|closes at|saat|saati|"
     "uhrzeit|zeit"},
    {PH_ABOUT_CLOCK, PH_HEAD_FIRST,
     "heure|hora|horario|horaire"},
    {PH_ABOUT_YEAR, PH_HEAD_LAST,
     "year|release year|birth year|model year|fiscal year|yil|yili|jahr|baujahr|exp year"},
    {PH_ABOUT_YEAR, PH_HEAD_FIRST,
     "annee|ano|anio|ano fiscal"},
    {PH_ABOUT_MONTH, PH_HEAD_LAST,
     "month|ay|ayi|monat|exp month"},
    {PH_ABOUT_MONTH, PH_HEAD_FIRST,
     "mois|mes"},
    {PH_ABOUT_DAY, PH_HEAD_LAST,
     "day|day of month|gun|tag"},
    {PH_ABOUT_DAY, PH_HEAD_FIRST,
     "jour|dia"},
    {PH_ABOUT_IBAN, PH_HEAD_LAST,
     "iban|iban no|iban number|iban numarasi|iban nummer"},
    {PH_ABOUT_IBAN, PH_HEAD_FIRST,
     "numero iban|numero de iban"},
    {PH_ABOUT_BIC, PH_HEAD_LAST,
     "bic|swift|swift code|bic code|swift kodu"},
    {PH_ABOUT_BIC, PH_HEAD_FIRST,
     "code bic|code swift|codigo swift|codigo bic"},
    {PH_ABOUT_CARD, PH_HEAD_LAST,
     "credit card|card number|credit card number|cc number|pan|kart no|kart numarasi|"
     "kredi karti|kreditkarte|kreditkartennummer|kartennummer"},
    {PH_ABOUT_CARD, PH_HEAD_FIRST,
     "carte de credit|numero carte|numero de carte|carte bancaire|tarjeta|numero tarjeta|"
     "numero de tarjeta|tarjeta de credito|cartao|numero cartao|numero do cartao|"
     "cartao de credito"},
    {PH_ABOUT_TAX_NUMBER, PH_HEAD_LAST,
     "tax number|tax id|vat|vat number|vat id|ssn|social security number|national id|"
     "national id number|identity number|passport number|passport no|personal number|tckn|"
     "tc no|tc kimlik no|kimlik no|vergi no|vergi numarasi|vkn|pasaport no|steuernummer|"
     "ust id|umsatzsteuer id|personalnummer|sozialversicherungsnummer|ausweisnummer"},
    {PH_ABOUT_TAX_NUMBER, PH_HEAD_FIRST,
     "numero tva|tva intra|siret|siren|numero securite sociale|nif|cif|dni|nie|rut|rfc|"
     "curp|cedula|cpf|cnpj|rg|pis|nis|passaporte|numero passeport|pasaporte"},
    {PH_ABOUT_PRICE, PH_HEAD_LAST,
     "price|unit price|list price|sale price|cost|unit cost|retail price|base price|fee|"
     "fare|fiyat|fiyati|birim fiyat|satis fiyati|alis fiyati|maliyet|ucret|preis|"
     "einzelpreis|verkaufspreis|einkaufspreis|kosten|gebuhr|nettopreis|bruttopreis"},
    {PH_ABOUT_PRICE, PH_HEAD_FIRST,
     "prix|prix unitaire|prix ht|prix ttc|cout|tarif|precio|precio unitario|costo|coste|"
     "tarifa|preco|preco unitario|custo|taxa valor|valor unitario"},
    {PH_ABOUT_AMOUNT, PH_HEAD_LAST,
     "amount|amt|total|total amount|grand total|sub total|net|gross|net amount|"
     "gross amount|balance|sum|revenue|salary|budget|income|payment amount|paid amount|"
     "tax|tax amount|discount|discount amount|shipping cost|credit|debit|value|tutar|"
     "toplam|toplam tutar|ara toplam|genel toplam|bakiye|maas|indirim|indirim tutari|"
     "gelir|butce|betrag|summe|gesamt|gesamtbetrag|gesamtsumme|zwischensumme|saldo|"
     "kontostand|gehalt|umsatz|rabatt|steuer|netto|brutto|wert"},
    {PH_ABOUT_AMOUNT, PH_HEAD_FIRST,
     "montant|montant total|montant ht|montant ttc|total ht|total ttc|solde|salaire|"
     "remise|chiffre d affaires|valeur|importe|monto|monto total|salario|sueldo|descuento|"
     "ingresos|impuesto|valor|valor total|quantia|desconto|receita|imposto|total geral|"
     "montante"},
    {PH_ABOUT_QUANTITY, PH_HEAD_LAST,
     "quantity|qty|count|number of items|item count|stock|stock quantity|in stock|"
     "inventory|units|attempts|tries|retries|views|view count|hits|likes|clicks|visits|"
     "downloads|comments count|usage count|seats|capacity|guests|adet|miktar|stok|"
     "stok miktari|sayi|sayisi|kontenjan|menge|anzahl|stuck|stueckzahl|bestand|"
     "lagerbestand|versuche|plaetze"},
    {PH_ABOUT_QUANTITY, PH_HEAD_FIRST,
     "quantite|qte|nombre de|nb|stock disponible|effectif|cantidad|cant|existencias|"
     "numero de unidades|intentos|quantidade|qtd|qtde|estoque|unidades|tentativas|vagas"},
    {PH_ABOUT_PERCENT, PH_HEAD_LAST,
     "percent|percentage|pct|discount percent|discount percentage|tax rate|vat rate|rate|"
     "ratio|share|progress|commission|commission rate|interest rate|yuzde|oran|orani|kdv|"
     "kdv orani|indirim orani|komisyon|prozent|prozentsatz|steuersatz|mwst satz|mwst|"
     "anteil|provision|zinssatz"},
    {PH_ABOUT_PERCENT, PH_HEAD_FIRST,
     "pourcentage|taux|taux tva|taux de tva|tva|part|porcentaje|tasa|iva|comision|"
     "porcentagem|percentual|taxa|aliquota|comissao|icms"},
    {PH_ABOUT_RATING, PH_HEAD_LAST,
     "rating|stars|score|grade|points|rank|puan|puani|yildiz|not puani|bewertung|note|"
     "punkte|sterne|punktzahl"},
    {PH_ABOUT_RATING, PH_HEAD_FIRST,
     "evaluation|etoiles|calificacion|puntuacion|puntaje|estrellas|avaliacao|nota|pontos|"
     "pontuacao|estrelas"},
    {PH_ABOUT_WEIGHT, PH_HEAD_LAST,
     "weight|mass|agirlik|kilo|gewicht|masse"},
    {PH_ABOUT_WEIGHT, PH_HEAD_FIRST,
     "poids|peso|massa"},
    {PH_ABOUT_SIZE, PH_HEAD_LAST,
     "size|width|height|length|depth|area|distance|radius|file size|bytes|content length|"
     "boyut|genislik|yukseklik|uzunluk|derinlik|alan|mesafe|grosse|breite|hohe|hoehe|"
     "lange|laenge|tiefe|flache|flaeche|dateigrosse|entfernung"},
    {PH_ABOUT_SIZE, PH_HEAD_FIRST,
     "taille|largeur|hauteur|longueur|profondeur|surface|superficie|tamano|ancho|alto|"
     "altura|largo|longitud cm|area total|profundidad|distancia|tamanho|largura|"
     "comprimento|profundidade|distancia km"},
    {PH_ABOUT_DURATION, PH_HEAD_LAST,
     "duration|seconds|minutes|hours|days|timeout|interval|ttl|elapsed|elapsed time|"
     "latency|response time|sure|dakika|saniye|dauer|laufzeit|minuten|stunden|sekunden"},
    {PH_ABOUT_DURATION, PH_HEAD_FIRST,
     "duree|delai|heures|duracion|minutos|plazo|horas|duracao|prazo|segundos"},
    {PH_ABOUT_POSITION, PH_HEAD_LAST,
     "position|sort|sort order|order|order column|ordering|display order|sequence|seq|"
     "priority|index|idx|line number|line no|menu order|ordinal|sira|sira no|siralama|"
     "oncelik|reihenfolge|sortierung|rang|prioritat|prioritaet"},
    {PH_ABOUT_POSITION, PH_HEAD_FIRST,
     "ordre|rang ordre|priorite|orden|posicion|prioridad|ordem|posicao|prioridade"},
    {PH_ABOUT_LEVEL, PH_HEAD_LAST,
     "level|tier|depth level|stage|step|floor|seviye|kademe|kat|stufe|ebene|etage"},
    {PH_ABOUT_LEVEL, PH_HEAD_FIRST,
     "niveau|etape|nivel|etapa|piso|andar|escalao"},
    {PH_ABOUT_VERSION, PH_HEAD_LAST,
     "version|revision|rev|lock version|app version|surum|versiyon|revizyon|fassung"},
    {PH_ABOUT_VERSION, PH_HEAD_FIRST,
     "version numero|numero version|versao|revisao"},
    {PH_ABOUT_STATUS, PH_HEAD_LAST,
     "status|state|phase|durum|durumu|zustand|bearbeitungsstatus"},
    {PH_ABOUT_STATUS, PH_HEAD_FIRST,
     "statut|etat|estado|estatus|situacao|situacion"},
    {PH_ABOUT_KIND, PH_HEAD_LAST,
     "type|kind|category|group name|class|role|mode|channel|source|platform|segment|plan|"
     "unit|payment method|tur|turu|tip|tipi|kategori|rol|kanal|birim|odeme yontemi|art|"
     "typ|kategorie|gruppe|rolle|klasse|einheit|zahlungsart|abteilung|departman|department"},
    {PH_ABOUT_KIND, PH_HEAD_FIRST,
     "categorie|role utilisateur|groupe|classe|unite|mode de paiement|tipo|categoria|"
     "clase|unidad|metodo de pago|forma de pago|tipo de|papel|classe tipo|unidade|"
     "forma de pagamento|metodo de pagamento|grupo|canal|departamento"},
    {PH_ABOUT_FLAG, PH_HEAD_LAST,
     "is active|active|enabled|is enabled|visible|is visible|is public|public|published|"
     "is published|verified|is verified|confirmed|approved|available|is available|aktif|"
     "aktif mi|yayinda|onayli|aktiv|ist aktiv|sichtbar|verfugbar|freigegeben"},
    {PH_ABOUT_FLAG, PH_HEAD_FIRST,
     "actif|est actif|disponible|publie|activo|habilitado|publicado|ativo|visivel|"
     "disponivel|aprovado"},
    {PH_ABOUT_RARE_FLAG, PH_HEAD_LAST,
     "is admin|admin|is superuser|superuser|banned|is banned|blocked|is blocked|locked|"
     "is locked|archived|is archived|hidden|is hidden|disabled|cancelled|featured|"
     "is default|default|is test|failed|spam|gizli|engelli|kilitli|iptal|gesperrt|"
     "versteckt|archiviert|storniert"},
    {PH_ABOUT_RARE_FLAG, PH_HEAD_FIRST,
     "bloque|archive|masque|annule|bloqueado|oculto|anulado|cancelado|excluido|eliminado|"
     "supprime"},
    {PH_ABOUT_TITLE, PH_HEAD_LAST,
     "title|headline|subject|heading|caption|post title|page title|meta title|baslik|konu|"
     "basligi|titel|betreff|uberschrift|ueberschrift"},
    {PH_ABOUT_TITLE, PH_HEAD_FIRST,
     "titre|sujet|objet|titulo|asunto|encabezado|assunto|cabecalho"},
    {PH_ABOUT_PRODUCT, PH_HEAD_LAST,
     "product|product name|item name|article name|urun|urun adi|produkt|produktname|"
     "artikel|artikelname|artikelbezeichnung"},
    {PH_ABOUT_PRODUCT, PH_HEAD_FIRST,
     "produit|nom produit|nom du produit|article|producto|nombre producto|"
     "nombre del producto|articulo|produto|nome produto|nome do produto|artigo"},
    {PH_ABOUT_NAME, PH_HEAD_LAST,
     "name|label|bezeichnung|etiket|isimlendirme"},
    {PH_ABOUT_NAME, PH_HEAD_FIRST,
     "nom|libelle|intitule|designation|denominacion|etiqueta|rotulo|designacao|denominacao"},
    {PH_ABOUT_WORD, PH_HEAD_LAST,
     "keyword|keywords|tags|key|option|option name|setting|attribute|token name|"
     "guard name|etiketler|anahtar|anahtar kelime|stichwort|schlagwort|schlussel"},
    {PH_ABOUT_WORD, PH_HEAD_FIRST,
     "mot cle|mots cles|cle|etiquette|clave|palabra clave|chave|palavra chave"},
    {PH_ABOUT_LINE, PH_HEAD_LAST,
     "summary|excerpt|subtitle|tagline|slogan|short description|meta description|reason|"
     "alt|alt text|hint|ozet|kisa aciklama|sebep|neden|zusammenfassung|kurzbeschreibung|"
     "untertitel|grund|begrundung"},
    {PH_ABOUT_LINE, PH_HEAD_FIRST,
     "resume|sous titre|motif|raison|accroche|resumen|subtitulo|motivo|resumo|razao"},
    {PH_ABOUT_PROSE, PH_HEAD_LAST,
     "description|desc|text|body|content|comment|comments|notes|message|bio|biography|"
     "about|details|remark|remarks|review|feedback|instructions|answer|question|terms|"
     "aciklama|aciklamasi|icerik|metin|yorum|mesaj|notlar|hakkinda|beschreibung|"
     "text inhalt|inhalt|kommentar|bemerkung|bemerkungen|anmerkung|nachricht|notiz|"
     "notizen|hinweis|freitext"},
    {PH_ABOUT_PROSE, PH_HEAD_FIRST,
     "texte|contenu|commentaire|remarque|remarques|observation|observations|biographie|"
     "descriptif|descripcion|texto|contenido|comentario|comentarios|mensaje|observaciones|"
     "notas|biografia|descricao|conteudo|mensagem|observacao|observacoes|obs|sobre"},
    {PH_ABOUT_SLUG, PH_HEAD_LAST,
     "slug|permalink|url key|seo name|kisa ad|handle slug|kurzname"},
    {PH_ABOUT_SLUG, PH_HEAD_FIRST,
     "identifiant url|url amigable|url amigavel"},
    {PH_ABOUT_URL, PH_HEAD_LAST,
     "url|uri|link|website|homepage|web|web page|href|callback url|redirect uri|webhook|"
     "webhook url|site url|baglanti|web sitesi|internetadresse|webseite|internetseite"},
    {PH_ABOUT_URL, PH_HEAD_FIRST,
     "site web|site internet|lien|sitio web|pagina web|enlace|site|pagina|endereco web"},
    {PH_ABOUT_IMAGE, PH_HEAD_LAST,
     "image|photo|picture|avatar|logo|thumbnail|icon|cover|image path|image url|photo url|"
     "avatar url|banner|resim|fotograf|gorsel|profil resmi|bild|foto|titelbild|profilbild"},
    {PH_ABOUT_IMAGE, PH_HEAD_FIRST,
     "photo de profil|imagen|foto perfil|imagem|vignette|icone|miniatura"},
    {PH_ABOUT_PATH, PH_HEAD_LAST,
     "path|file path|dir|directory|folder|route|dosya yolu|klasor|pfad|dateipfad|"
     "verzeichnis|ordner"},
    {PH_ABOUT_PATH, PH_HEAD_FIRST,
     "chemin|repertoire|dossier|ruta|carpeta|directorio|caminho|pasta|diretorio"},
    {PH_ABOUT_FILE_NAME, PH_HEAD_LAST,
     "file name|file|attachment|original name|dosya|dosya adi|dateiname|datei|anhang"},
    {PH_ABOUT_FILE_NAME, PH_HEAD_FIRST,
     "nom fichier|nom de fichier|fichier|piece jointe|archivo|nombre archivo|"
     "nombre de archivo|adjunto|arquivo|nome arquivo|nome do arquivo|anexo|ficheiro"},
    {PH_ABOUT_MIME, PH_HEAD_LAST,
     "mime|mime type|content type|media type|file type|dosya turu|dateityp"},
    {PH_ABOUT_MIME, PH_HEAD_FIRST,
     "type mime|tipo mime|tipo contenido|tipo conteudo|tipo de conteudo"},
    {PH_ABOUT_DOMAIN, PH_HEAD_LAST,
     "domain|domain name|host|hostname|subdomain|alan adi|rechnername"},
    {PH_ABOUT_DOMAIN, PH_HEAD_FIRST,
     "domaine|nom de domaine|dominio|nombre de dominio|servidor"},
    {PH_ABOUT_IP, PH_HEAD_LAST,
     "ip|ip address|ip addr|client ip|remote addr|remote ip|ipv4|last login ip|ip adresi|"
     "ip adresse"},
    {PH_ABOUT_IP, PH_HEAD_FIRST,
     "adresse ip|direccion ip|endereco ip"},
    {PH_ABOUT_MAC, PH_HEAD_LAST,
     "mac|mac address|mac adresi|mac adresse|hardware address"},
    {PH_ABOUT_MAC, PH_HEAD_FIRST,
     "adresse mac|direccion mac|endereco mac"},
    {PH_ABOUT_PORT, PH_HEAD_LAST,
     "port|port number|tcp port"},
    {PH_ABOUT_PORT, PH_HEAD_FIRST,
     "puerto|porta"},
    {PH_ABOUT_USER_AGENT, PH_HEAD_LAST,
     "user agent|browser|tarayici"},
    {PH_ABOUT_USER_AGENT, PH_HEAD_FIRST,
     "agent utilisateur|navigateur|agente usuario|navegador"},
    {PH_ABOUT_UUID, PH_HEAD_LAST,
     "uuid|guid|public id|external uuid|benzersiz kimlik"},
    {PH_ABOUT_UUID, PH_HEAD_FIRST,
     "identifiant unique|identificador unico"},
    {PH_ABOUT_ULID, PH_HEAD_LAST,
     "ulid"},
    {PH_ABOUT_PASSWORD, PH_HEAD_LAST,
     "password|passwd|pwd|password hash|hashed password|encrypted password|pass|pass hash|"
     "parola|sifre|sifre ozeti|passwort|kennwort|passworthash"},
    {PH_ABOUT_PASSWORD, PH_HEAD_FIRST,
     "mot de passe|mdp|contrasena|clave acceso|senha|palavra passe|senha hash"},
    {PH_ABOUT_TOKEN, PH_HEAD_LAST,
     "token|access token|refresh token|api token|api key|remember token|reset token|"
     "secret|client secret|session id|session token|auth key|salt|nonce|jeton|"
     "anahtar kodu|sitzungsschlussel|geheimnis"},
    {PH_ABOUT_TOKEN, PH_HEAD_FIRST,
     "jeton acces|cle api|secreto|token acceso|chave api|segredo|clave api"},
    {PH_ABOUT_DIGEST, PH_HEAD_LAST,
     "hash|sha256|checksum|digest|md5|sha1|fingerprint|signature|ozet kodu|prufsumme|"
     "pruefsumme"},
    {PH_ABOUT_DIGEST, PH_HEAD_FIRST,
     "empreinte|somme de controle|suma de control|huella|soma de verificacao"},
    {PH_ABOUT_CODE, PH_HEAD_LAST,
     "code|sku|coupon|coupon code|voucher|voucher code|promo code|product code|ean|isbn|"
     "barcode|gtin|serial|serial number|license key|tracking code|pin|otp|reference code|"
     "kod|kodu|kupon|kupon kodu|barkod|seri no|urun kodu|artikelnummer|artikelnr|"
     "gutscheincode|seriennummer|kennung|kurzel|strichcode"},
    {PH_ABOUT_CODE, PH_HEAD_FIRST,
     "code produit|code barre|code promo|numero serie|numero de serie|codigo|"
     "codigo producto|codigo barras|codigo de barras|cupon|codigo produto|cupom|cod"},
    {PH_ABOUT_NUMBER, PH_HEAD_LAST,
     "number|no|nr|num|reference|ref|reference number|order number|order no|"
     "invoice number|invoice no|customer number|account number|account no|contract number|"
     "document number|ticket number|transaction id|tracking number|confirmation number|"
     "license plate|numara|numarasi|siparis no|fatura no|musteri no|hesap no|referans|"
     "belge no|plaka|nummer|bestellnummer|rechnungsnummer|kundennummer|kundennr|"
     "kontonummer|vertragsnummer|auftragsnummer|referenz|kennzeichen"},
    {PH_ABOUT_NUMBER, PH_HEAD_FIRST,
     "numero|numero commande|numero de commande|numero facture|numero de facture|"
     "numero client|numero de compte|numero pedido|numero de pedido|numero factura|"
     "numero de factura|numero cuenta|numero de cuenta|referencia|matricula|"
     "numero do pedido|numero nota|nota fiscal|numero conta|numero da conta|"
     "numero contrato|placa|immatriculation"},
    {PH_ABOUT_COLOUR, PH_HEAD_LAST,
     "colour|color|color code|hex color|background color|renk|renk kodu|farbe|farbcode"},
    {PH_ABOUT_COLOUR, PH_HEAD_FIRST,
     "couleur|code couleur|cor|color fondo"},
    {PH_ABOUT_BYTES, PH_HEAD_LAST,
     "blob|payload|raw|binary|veri|daten|rohdaten"},
    {PH_ABOUT_BYTES, PH_HEAD_FIRST,
     "donnees|datos|dados"},
    {PH_ABOUT_PROSE, PH_HEAD_NONE,
     "query|exception|error|error message|output|log"},
    {PH_ABOUT_LINE, PH_HEAD_NONE,
     "error title"},
};
/* clang-format on */
const size_t ph_word_row_count = sizeof ph_word_rows / sizeof *ph_word_rows;
