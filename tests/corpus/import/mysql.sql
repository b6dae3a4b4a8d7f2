-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

DROP TABLE IF EXISTS `customers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `customers` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `e``mail` varchar(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Login; it\'s unique',
  `status` enum('new','it''s','a,b') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'new',
  `wants` set('mail','sms') DEFAULT NULL,
  `active` tinyint(1) NOT NULL DEFAULT '1',
  `age` tinyint unsigned DEFAULT NULL,
  `height` decimal(5,2) unsigned zerofill DEFAULT '000.00',
  `credit` decimal(10,0) DEFAULT '0',
  `rate` double(8,3) DEFAULT '1.500',
  `seen` bit(1) NOT NULL DEFAULT b'0',
  `flags` bit(8) DEFAULT b'101',
  `born` date DEFAULT '0000-00-00',
  `since` year DEFAULT '2020',
  `photo` mediumblob,
  `hash` binary(16) DEFAULT NULL,
  `extra` json DEFAULT NULL,
  `data` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`data`)),
  `bio` text /*!80023 INVISIBLE */,
  `total` decimal(12,2) GENERATED ALWAYS AS (`credit` * 1.2) VIRTUAL,
  `created_at` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  `place` point /*!80003 SRID 4326 */ DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `customers_mail` (`e``mail`),
  UNIQUE KEY `two` (`status`,`age`) USING BTREE,
  KEY `partly` (`bio`(20)),
  KEY `by_lower` ((lower(`bio`))),
  FULLTEXT KEY `words` (`bio`),
  SPATIAL KEY `where` (`place`),
  CONSTRAINT `ages` CHECK ((`age` between 18 and 120)),
  CONSTRAINT `heights` CHECK (`height` > 0 and `height` <= 250.5),
  CONSTRAINT `seen_in` CHECK ((`active` in (0,1))) /*!80016 NOT ENFORCED */
) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Who buys; "and" pays';
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `customers` WRITE;
INSERT INTO `customers` VALUES (1,'a\'b); CREATE TABLE no (id int); --','new'),(2,"x\"y",'it''s');
UNLOCK TABLES;

DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` int(11) unsigned zerofill NOT NULL,
  `customer_id` bigint unsigned NOT NULL,
  `code` char(6) NOT NULL DEFAULT 'AA-000', # what people say on the phone
  `state` varchar(10) DEFAULT "open",
  `paid` datetime DEFAULT '2020-01-01 00:00:00',
  `net` float DEFAULT -1.5,
  `key` varchar(10),
  PRIMARY KEY (`id`,`customer_id`),
  KEY `customer` (`customer_id`) COMMENT 'for lists',
  CONSTRAINT `orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION,
  CONSTRAINT `states` CHECK ((`state` in (_utf8mb4'open',_utf8mb4'done')))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
/*!50100 PARTITION BY HASH (`id`)
PARTITIONS 4 */;

/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `orders` FOR EACH ROW SET NEW.code = 'x' */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER `u` BEFORE UPDATE ON `orders` FOR EACH ROW BEGIN
  IF NEW.net < 0 THEN SET NEW.net = 0; END IF;
  CREATE TABLE nothing (id int);
END */;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `p`()
BEGIN
  SELECT 1; SELECT 'a''b';
END ;;
DELIMITER ;

SET @saved_cs_client     = @@character_set_client;
/*!50001 CREATE TABLE `order_view` (
  `id` tinyint NOT NULL,
  `code` tinyint NOT NULL
) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS `order_view`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED VIEW `order_view` AS select 1 AS `id` */;

ALTER TABLE `orders`
  ADD KEY `by_state` (`state`),
  MODIFY `id` int(11) unsigned NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=5;
CREATE TABLE copies LIKE `orders`;
CREATE TABLE top AS SELECT * FROM orders;
